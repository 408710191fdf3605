#include "client/model/words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "shared/i18n/words.h"

namespace aftercall::model {
namespace {

using i18n::Format;
using i18n::Translator;

constexpr int64_t kFewest = 5;  // below it a percentage would say more than is known
constexpr absl::Duration kAgesUpTo = absl::Hours(7 * 24);

std::string WhenWords(const Translator& tr, const Item& item, absl::Time now, absl::TimeZone zone) {
  // The date of the customer's place: whether it is today there, this machine's clock cannot tell.
  if (item.verdict.answered_on) return absl::FormatCivilTime(*item.verdict.answered_on);
  const absl::Time answered = item.verdict.answered_at.value_or(item.created_at);
  if (now - answered < kAgesUpTo) return i18n::AgeWords(tr, now - answered);
  return absl::FormatCivilTime(absl::ToCivilDay(answered, zone));
}

std::string OneOf(const Translator& tr, Channel channel) {
  switch (channel) {
    case Channel::kVoice:
      return tr.Tr("a call");
    case Channel::kEmail:
      return tr.Tr("an e-mail");
    case Channel::kChat:
      return tr.Tr("a chat");
    case Channel::kSocial:
      return tr.Tr("a message");
    case Channel::kUnknown:
      break;
  }
  return tr.Tr("a contact");
}

// Those that are not empty, with a dot between.
std::string Joined(std::vector<std::string> parts) {
  std::erase(parts, "");
  return absl::StrJoin(parts, " · ");
}

}  // namespace

LinkWords WordsOf(const Translator& tr, const LinkState& link) {
  switch (link.link) {
    case Link::kConnecting:
      return {tr.Tr("Connecting"), tr.Tr("Connecting to the server. One moment.")};
    case Link::kLive:
      return {tr.Tr("Live"), ""};
    case Link::kNoServer:
      return {tr.Tr("No server"),
              tr.Tr("The server is not there. Reconnecting by itself; nothing gets lost.")};
    case Link::kStale:
      return {tr.Tr("Silent"),
              tr.Tr("The server has gone quiet. What you see may be behind; it catches up by "
                    "itself.")};
    case Link::kServerFull:
      return {tr.Tr("Server full"),
              tr.Tr("The server takes no more at the moment. Trying again by itself.")};
    case Link::kDraining:
      return {tr.Tr("Back soon"),
              tr.Tr("The server is restarting. This comes back by itself; nothing gets lost.")};
    case Link::kSignedOut:
      return {tr.Tr("Not signed in"),
              tr.Tr("Press here to sign in with the token that your administrator gave you.")};
    case Link::kTokenExpired:
      return {tr.Tr("Signed out"),
              tr.Tr("Your sign-in has run out. Press here to sign in with a new token from your "
                    "administrator.")};
    case Link::kRefused:
      return {tr.Tr("Not allowed"),
              tr.Tr("This account may not watch this feed. Please ask your administrator, or press "
                    "here to sign in anew.")};
  }
  return {};
}

std::string WordsOf(const Translator& tr, const Waiting& waiting) {
  const int n = waiting.count;
  if (n == 0) return "";
  const bool several = waiting.because == Occupation::kOnSeveral;
  if (waiting.offered && several) {
    return tr.TrN("With several customers. {n} for you: press to see it now.",
                  "With several customers. {n} for you: press to see them now.", n);
  }
  if (waiting.offered) {
    return tr.TrN("Not sure whether you are on a call. {n} for you: press to see it now.",
                  "Not sure whether you are on a call. {n} for you: press to see them now.", n);
  }
  if (several) {
    return tr.TrN("With several customers. {n} for afterwards.",
                  "With several customers. {n} for afterwards.", n);
  }
  if (waiting.because == Occupation::kStateLost) {
    return tr.TrN("Not sure whether you are on a call. {n} for afterwards.",
                  "Not sure whether you are on a call. {n} for afterwards.", n);
  }
  return tr.TrN("On a call. {n} for afterwards.", "On a call. {n} for afterwards.", n);
}

FigureWords WordsOf(const Translator& tr, const BarView& view) {
  FigureWords words;
  words.caption = tr.Tr("Today");
  if (!view.figure_known) {
    words.value = "–";
    return words;
  }
  if (view.for_earlier_days > 0) {
    words.earlier = tr.TrN("+{n} for earlier days", "+{n} for earlier days", view.for_earlier_days);
  }
  if (view.figure == nullptr) {
    words.value = tr.Tr("no answers yet");
    return words;
  }
  const Question& question = view.figure->question;
  if (question.kind != Question::Kind::kCsat) {
    words.caption = Format(tr.Tr("Today: {question}"),
                           {{"question", question.prompt.empty() ? question.id : question.prompt}});
  }
  const Rate& rate = view.figure->own;
  const std::string n = absl::StrCat(rate.n);
  if (rate.n < kFewest) {
    words.value = tr.Tr("too early to say");
    words.basis = Format(tr.Tr("n {count}"), {{"count", n}});
    return words;
  }
  words.value = i18n::PercentWords(rate.percent);
  words.basis = Format(tr.Tr("n {count} · {interval}"),
                       {{"count", n}, {"interval", i18n::IntervalWords(rate.low, rate.high)}});
  return words;
}

std::string WordsOf(const Translator& tr, const Item& item, absl::Time now, absl::TimeZone zone) {
  const Verdict& verdict = item.verdict;
  std::string who;
  if (item.of_another) {
    who = verdict.agent.empty() ? verdict.team_display_name : verdict.agent_display_name;
  }
  return Joined(
      {who, verdict.topic, i18n::ChannelName(tr, verdict.channel), WhenWords(tr, item, now, zone)});
}

std::string WordsOf(const Translator& tr, const SealedAnswer& sealed, absl::Time now) {
  return Joined({sealed.reference.topic, i18n::ChannelName(tr, sealed.reference.channel),
                 i18n::AgeWords(tr, now - sealed.created_at)});
}

std::string WordsOf(const Translator& tr, const InteractionReference& reference, absl::Time now,
                    absl::TimeZone zone) {
  std::string when;
  if (reference.ended_at) {
    when = TimeWords(*reference.ended_at, now, zone);
  } else if (reference.business_day) {
    when = absl::FormatCivilTime(*reference.business_day);
  }
  return Joined({i18n::ChannelName(tr, reference.channel), when, reference.topic});
}

std::string WordsOf(const Translator& tr, const Contact& contact, absl::TimeZone zone) {
  const InteractionReference& reference = contact.reference;
  std::string duration;
  if (contact.duration) {
    duration = *contact.duration < absl::Minutes(1) ? tr.Tr("under a minute")
                                                    : i18n::AgeWords(tr, *contact.duration);
  }
  const std::string what =
      Joined({reference.topic, i18n::ChannelName(tr, reference.channel), duration});
  if (!reference.ended_at) return what;
  return absl::StrCat(absl::FormatTime("%H:%M", *reference.ended_at, zone), "  ", what);
}

std::string DayWords(const Translator& tr, const InteractionReference& reference, absl::Time now,
                     absl::TimeZone zone) {
  std::optional<absl::CivilDay> day = reference.business_day;
  if (reference.ended_at) day = absl::ToCivilDay(*reference.ended_at, zone);
  if (!day) return "";
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  const std::string date = absl::FormatCivilTime(*day);
  if (*day == today) return Format(tr.Tr("Today, {day}"), {{"day", date}});
  if (*day == today - 1) return Format(tr.Tr("Yesterday, {day}"), {{"day", date}});
  return date;
}

std::string ForWords(const Translator& tr, const InteractionReference& reference, absl::Time now,
                     absl::TimeZone zone) {
  std::optional<absl::CivilDay> day = reference.business_day;
  if (reference.ended_at) day = absl::ToCivilDay(*reference.ended_at, zone);
  std::string what = OneOf(tr, reference.channel);
  if (day) {
    const absl::CivilDay today = absl::ToCivilDay(now, zone);
    const std::string when = *day == today       ? tr.Tr("today")
                             : *day == today - 1 ? tr.Tr("yesterday")
                                                 : absl::FormatCivilTime(*day);
    what = Format(tr.Tr("{what} of {day}"), {{"what", what}, {"day", when}});
  }
  if (!reference.topic.empty()) {
    what = Format(tr.Tr("{what} about {topic}"), {{"what", what}, {"topic", reference.topic}});
  }
  if (reference.ended_at) {
    what = Format(tr.Tr("{what}, {time}"),
                  {{"what", what}, {"time", absl::FormatTime("%H:%M", *reference.ended_at, zone)}});
  }
  return Format(tr.Tr("For {what}"), {{"what", what}});
}

std::string SentWords(const Translator& tr, bool is_live) {
  if (is_live) return tr.Tr("On its way. One moment.");
  return tr.Tr("The server is not there. What you did is kept and goes out by itself.");
}

std::string TimeWords(absl::Time time, absl::Time now, absl::TimeZone zone) {
  const bool today = absl::ToCivilDay(time, zone) == absl::ToCivilDay(now, zone);
  return absl::FormatTime(today ? "%H:%M" : "%Y-%m-%d %H:%M", time, zone);
}

std::string QuietWords(const Translator& tr, absl::Time until, absl::Time now,
                       absl::TimeZone zone) {
  return i18n::Format(tr.Tr("Quiet until {time} – press to go on"),
                      {{"time", TimeWords(until, now, zone)}});
}

std::string PausedWords(const Translator& tr, absl::Time until, absl::Time now,
                        absl::TimeZone zone) {
  return i18n::Format(tr.Tr("Your team leader has paused self-assessments until {time}."),
                      {{"time", TimeWords(until, now, zone)}});
}

std::string WordsOf(const Translator& tr, const DayPart& part, absl::Time now,
                    absl::TimeZone zone) {
  if (part.day == absl::ToCivilDay(now, zone)) {
    return part.afternoon ? tr.Tr("this afternoon") : tr.Tr("this morning");
  }
  const std::string day = absl::FormatCivilTime(part.day);
  return part.afternoon ? Format(tr.Tr("{day}, afternoon"), {{"day", day}})
                        : Format(tr.Tr("{day}, morning"), {{"day", day}});
}

}  // namespace aftercall::model
