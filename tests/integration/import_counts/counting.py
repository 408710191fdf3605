"""Figures counted from plain values, apart from everything that Aftercall does."""

import collections
import math


def wilson(count, n):
    """The 95% Wilson interval, in percent."""
    z = 1.959963984540054
    share = count / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (100 * (middle - half) / (1 + z * z / n), 100 * (middle + half) / (1 + z * z / n))


class Count:
    """What was counted of an agent, a team, a day or everything."""

    def __init__(self):
        self.interactions = self.abandoned = self.responses = 0
        self.ratings = []
        self.resolved = []
        self.seconds = []

    def problems(self, summary):
        """Sentences on where a summary differs from this count."""
        found = []

        def same(name, told, counted):
            if isinstance(counted, float) and isinstance(told, (int, float)):
                if math.isclose(told, counted, rel_tol=1e-9, abs_tol=1e-9):
                    return
            if told != counted:
                found.append(f"{name} is told as {told}, counted {counted}")

        def rate(name, told, good, n):
            same(f"{name}.n", told["n"], n)
            same(f"{name}.count", told["count"], good)
            same(f"{name}.percent", told["percent"], 100.0 * good / n if n else None)
            low, high = wilson(good, n) if n else (None, None)
            for end, value in (("low", low), ("high", high)):
                if value is None or abs(told[end] - value) > 0.01:
                    same(f"{name}.{end}", told[end], value)

        same("interactions", summary["interactions"], self.interactions)
        same("abandoned", summary["abandoned"], self.abandoned)
        same("responses", summary["responses"], self.responses)
        rate("csat", summary["csat"], sum(r >= 4 for r in self.ratings), len(self.ratings))
        rate("resolved", summary["resolved"], sum(self.resolved), len(self.resolved))
        n = len(self.ratings)
        same("mean_rating", summary["mean_rating"],
             {"value": sum(self.ratings) / n if n else None, "n": n})
        n = len(self.seconds)
        same("handle_time.n", summary["handle_time"]["n"], n)
        same("handle_time.mean_seconds", summary["handle_time"]["mean_seconds"],
             sum(self.seconds) / n if n else None)
        same("nps.n", summary["nps"]["n"], 0)
        same("fcr.n", summary["fcr"]["n"], 0)
        return found


class Counts:
    """Counts of everything, and by agent, team and day."""

    def __init__(self):
        self.all = Count()
        self.agents = collections.defaultdict(Count)
        self.teams = collections.defaultdict(Count)
        self.days = collections.defaultdict(Count)

    def of(self, agent, team, day):
        """The counts that a row belongs to."""
        counts = [self.all, self.days[day]]
        if agent:
            counts.append(self.agents[agent])
        if team:
            counts.append(self.teams[team])
        return counts
