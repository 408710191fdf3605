#include "backend/domain/routing.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Presence = Candidate::Presence;

UserId Id(int64_t value) { return {value}; }

Candidate There(int64_t user) { return {Id(user), Presence::kThere, At(8), {}}; }

// For user 1, at noon, of ten minutes.
Search ForOne(uint64_t seed = 1) {
  Search search;
  search.requester = Id(1);
  search.minutes = 10;
  search.now = At(12);
  search.seed = seed;
  return search;
}

std::optional<Exclusion> WhyNot(const Search& search, const Candidate& candidate,
                                const std::vector<PastReview>& history = {}) {
  const auto choice = Route(search, {candidate}, history);
  EXPECT_EQ(choice.eligible == 1, choice.excluded.empty());
  EXPECT_EQ(choice.reviewer, choice.excluded.empty() ? candidate.user : UserId());
  if (choice.excluded.empty()) return std::nullopt;
  EXPECT_THAT(choice.excluded, ElementsAre(Pair(candidate.user, choice.excluded[0].second)));
  return choice.excluded[0].second;
}

TEST(Route, SaysOfEverybodyWhoIsNotEligibleWhy) {
  Search search = ForOne();
  EXPECT_EQ(WhyNot(search, There(2)), std::nullopt);
  EXPECT_EQ(WhyNot(search, There(1)), Exclusion::kSelf);
  search.unwanted = {Id(2)};
  search.asked = {Id(3)};
  search.parties = {Id(4)};
  EXPECT_EQ(WhyNot(search, There(2)), Exclusion::kUnwanted);
  EXPECT_EQ(WhyNot(search, There(3)), Exclusion::kAskedBefore);
  EXPECT_EQ(WhyNot(search, There(4)), Exclusion::kTookPart);
  Candidate away = There(5), busy = There(5);
  away.presence = Presence::kAway;
  busy.presence = Presence::kOnInteraction;
  EXPECT_EQ(WhyNot(search, away), Exclusion::kAway);
  EXPECT_EQ(WhyNot(search, busy), Exclusion::kOnInteraction);
}

TEST(Route, NobodyIsAskedByWhomTheyHaveReviewedWithinTheWindow) {
  const auto reviewed = [](absl::Time at) {
    return std::vector<PastReview>{{Id(1), Id(2), at, 10}};
  };
  EXPECT_EQ(WhyNot(ForOne(), There(2), reviewed(At(11))), Exclusion::kReciprocal);
  const absl::Time edge = At(12) - kReciprocityWindow;
  EXPECT_EQ(WhyNot(ForOne(), There(2), reviewed(edge + absl::Seconds(1))), Exclusion::kReciprocal);
  EXPECT_EQ(WhyNot(ForOne(), There(2), reviewed(edge)), std::nullopt);
  EXPECT_EQ(WhyNot(ForOne(), There(3), reviewed(At(11))), std::nullopt);
  // The same way again is no reciprocity.
  EXPECT_EQ(WhyNot(ForOne(), There(2), {{Id(2), Id(1), At(11), 10}}), std::nullopt);
}

TEST(Route, WorkCountsOnceEnoughIsKnownOfIt) {
  Candidate candidate = There(2);
  candidate.work = {kFewestToKnowWork - 1, 0, 0};
  EXPECT_EQ(WhyNot(ForOne(), candidate), std::nullopt);
  candidate.work = {kFewestToKnowWork, 0, 5};
  EXPECT_EQ(WhyNot(ForOne(), candidate), Exclusion::kOtherChannel);
  candidate.work = {kFewestToKnowWork, 5, 0};
  EXPECT_EQ(WhyNot(ForOne(), candidate), Exclusion::kOtherTopic);
  candidate.work = {kFewestToKnowWork, 1, 1};
  EXPECT_EQ(WhyNot(ForOne(), candidate), std::nullopt);
}

TEST(Route, WhoIsKnownNotToSpeakTheLanguageIsNotAsked) {
  Search search = ForOne();
  Candidate candidate = There(2);
  candidate.languages = {"en", "de-AT"};
  EXPECT_EQ(WhyNot(search, candidate), std::nullopt) << "of the interaction it is not known";
  search.language = "zh-CN";
  EXPECT_EQ(WhyNot(search, candidate), Exclusion::kLanguage);
  candidate.is_paused = true;
  EXPECT_EQ(WhyNot(search, candidate), Exclusion::kLanguage) << "no end of a pause helps";
  candidate.is_paused = false;
  search.language = "de";
  EXPECT_EQ(WhyNot(search, candidate), std::nullopt);
  search.language = "zh-CN";
  EXPECT_EQ(WhyNot(search, There(2)), std::nullopt) << "of them it is not known";
}

TEST(Route, AShiftHasACapOfMinutes) {
  const auto done = [](int minutes, absl::Time at) {
    return std::vector<PastReview>{{Id(2), Id(9), at, minutes}};
  };
  EXPECT_EQ(WhyNot(ForOne(), There(2), done(20, At(9))), std::nullopt);
  EXPECT_EQ(WhyNot(ForOne(), There(2), done(21, At(9))), Exclusion::kNoTimeLeft);
  EXPECT_EQ(WhyNot(ForOne(), There(2), done(30, At(7))), std::nullopt) << "before the shift";
}

TEST(Route, WhoHasDoneLeastGoesFirst) {
  // In this shift, then within the window.
  const std::vector<PastReview> history = {
      {Id(2), Id(9), At(9), 10}, {Id(3), Id(9), At(9), 5},  {Id(4), Id(9), At(7), 10},
      {Id(5), Id(9), At(7), 30}, {Id(5), Id(9), At(6), 10},
  };
  std::vector<Candidate> candidates = {There(2), There(3), There(4), There(5)};
  EXPECT_EQ(Route(ForOne(), candidates, history).reviewer, Id(4));
  candidates = {There(2), There(3), There(5)};
  EXPECT_EQ(Route(ForOne(), candidates, history).reviewer, Id(5));
  candidates = {There(2), There(3)};
  EXPECT_EQ(Route(ForOne(), candidates, history).reviewer, Id(3));
}

TEST(Route, OneSeedOneAnswerAndEqualOnesByLot) {
  std::vector<Candidate> candidates;
  for (int user = 2; user <= 11; ++user) candidates.push_back(There(user));
  std::map<UserId, int> drawn;
  for (uint64_t seed = 0; seed < 10000; ++seed) {
    const auto choice = Route(ForOne(seed), candidates, {});
    EXPECT_EQ(choice.eligible, 10);
    ++drawn[choice.reviewer];
    auto other_way = candidates;
    std::reverse(other_way.begin(), other_way.end());
    ASSERT_EQ(Route(ForOne(seed), other_way, {}).reviewer, choice.reviewer);
  }
  ASSERT_EQ(drawn.size(), 10u);
  // Five standard deviations of a binomial with p = 1/10.
  for (const auto& [user, times] : drawn) EXPECT_NEAR(times, 1000, 150) << user.value;
}

TEST(Route, OfNobodyNobodyIsChosen) {
  const auto choice = Route(ForOne(), {}, {});
  EXPECT_FALSE(choice.reviewer);
  EXPECT_EQ(choice.eligible, 0);
  EXPECT_THAT(choice.excluded, IsEmpty());
}

// A site of 60 agents over 10,000 requests, one about every ten minutes, each at a random moment of
// somebody's day: a tenth is away and a third on an interaction.
class Site {
 public:
  static constexpr int kAgents = 60;

  explicit Site(uint64_t seed) : random_(seed) {}

  // Routes one request; nobody where nobody was eligible.
  UserId Next() {
    now_ += absl::Minutes(10);
    Search search;
    search.requester = Id(1 + Below(kAgents));
    search.minutes = 5 + static_cast<int>(Below(25));
    search.now = now_;
    search.seed = random_();
    std::vector<Candidate> candidates;
    for (int user = 1; user <= kAgents; ++user) {
      const uint64_t die = Below(100);
      candidates.push_back({Id(user),
                            die < 10   ? Presence::kAway
                            : die < 43 ? Presence::kOnInteraction
                                       : Presence::kThere,
                            now_ - absl::Hours(4),
                            {}});
    }
    const auto choice = Route(search, candidates, history);
    EXPECT_EQ(choice.eligible + choice.excluded.size(), candidates.size());
    if (choice.reviewer) {
      history.push_back({choice.reviewer, search.requester, now_, search.minutes});
    }
    return choice.reviewer;
  }

  std::vector<PastReview> history;

 private:
  uint64_t Below(uint64_t limit) { return random_() % limit; }

  std::mt19937_64 random_;
  absl::Time now_ = At(0);
};

TEST(Route, TenThousandTimesWithoutAReciprocalPairAStarvingColleagueOrAnUnevenLoad) {
  Site site(20260309);
  int unanswered = 0;
  for (int i = 0; i < 10000; ++i) unanswered += site.Next() ? 0 : 1;

  std::map<std::pair<UserId, UserId>, absl::Time> last;  // reviewer, requester
  std::map<UserId, int> reviews;
  std::map<UserId, std::vector<PastReview>> by_reviewer;
  for (const auto& one : site.history) {
    EXPECT_NE(one.reviewer, one.requester);
    const auto back = last.find({one.requester, one.reviewer});
    EXPECT_TRUE(back == last.end() || one.at - back->second >= kReciprocityWindow)
        << one.reviewer.value << " and " << one.requester.value << " review each other";
    last[{one.reviewer, one.requester}] = one.at;
    ++reviews[one.reviewer];
    by_reviewer[one.reviewer].push_back(one);
  }
  // Within any shift nobody is asked for more than the cap.
  for (const auto& [reviewer, all] : by_reviewer) {
    for (size_t i = 0; i < all.size(); ++i) {
      int minutes = 0;
      for (size_t k = i; k < all.size() && all[i].at - all[k].at < absl::Hours(4); --k) {
        minutes += all[k].minutes;
        if (k == 0) break;
      }
      EXPECT_LE(minutes, kMostReviewMinutes) << reviewer.value;
    }
  }
  // Nobody waits while somebody could: with half of the site free, every request finds somebody.
  EXPECT_EQ(unanswered, 0);
  // An even share is 10,000 / 60 = 167 each. Nobody is more than a tenth off.
  EXPECT_EQ(reviews.size(), static_cast<size_t>(Site::kAgents));
  for (const auto& [user, times] : reviews) EXPECT_NEAR(times, 167, 17) << user.value;
}

// The same site in three languages: of every four agents one speaks English, one Chinese and
// English, one Cantonese, and of one it is not known.
class Languages {
 public:
  static std::vector<std::string> Of(UserId user) {
    switch (user.value % 4) {
      case 0:
        return {"en"};
      case 1:
        return {"zh-CN", "en-GB"};
      case 2:
        return {"yue"};
      default:
        return {};
    }
  }
  static std::string Draw(uint64_t die) {
    const char* const drawn[] = {"en-US", "zh-Hant-HK", "yue-HK", ""};
    return drawn[die % 4];
  }
  // Said again, apart from the rule.
  static bool MayHear(const std::string& language, UserId user) {
    if (language.empty() || user.value % 4 == 3) return true;
    if (language == "en-US") return user.value % 4 <= 1;
    return user.value % 4 == (language == "zh-Hant-HK" ? 1 : 2);
  }
};

TEST(Route, TenThousandTimesNobodyIsAskedForALanguageThatTheyDoNotSpeakAndNoSpeakerStarves) {
  std::mt19937_64 random(20260310);
  std::vector<PastReview> history;
  std::map<std::pair<std::string, UserId>, int> asked;
  absl::Time now = At(0);
  for (int i = 0; i < 10000; ++i) {
    // Slowly enough that not everybody has reviewed everybody within the window.
    now += absl::Hours(1);
    Search search;
    search.requester = Id(1 + static_cast<int64_t>(random() % Site::kAgents));
    search.minutes = 5 + static_cast<int>(random() % 25);
    search.now = now;
    search.seed = random();
    search.language = Languages::Draw(random());
    std::vector<Candidate> candidates;
    for (int user = 1; user <= Site::kAgents; ++user) {
      candidates.push_back({Id(user),
                            random() % 100 < 43 ? Presence::kAway : Presence::kThere,
                            now - absl::Hours(4),
                            {},
                            false,
                            Languages::Of(Id(user))});
    }
    const auto choice = Route(search, candidates, history);
    ASSERT_EQ(choice.eligible + choice.excluded.size(), candidates.size());
    for (const auto& [user, why] : choice.excluded) {
      ASSERT_TRUE(why != Exclusion::kLanguage || !Languages::MayHear(search.language, user));
    }
    ASSERT_TRUE(choice.reviewer) << "thirty or more may hear it, and half of them are there";
    ASSERT_TRUE(Languages::MayHear(search.language, choice.reviewer)) << search.language;
    history.push_back({choice.reviewer, search.requester, now, search.minutes});
    ++asked[{search.language, choice.reviewer}];
  }
  std::map<UserId, int> reviews;
  for (const auto& one : history) ++reviews[one.reviewer];
  for (int user = 1; user <= Site::kAgents; ++user) {
    // A fourth of the requests can be heard by half of the site alone, and nobody has more than
    // twice, or less than half, of an even share.
    EXPECT_NEAR(reviews[Id(user)], 167, 84) << user;
    for (const char* language : {"en-US", "zh-Hant-HK", "yue-HK"}) {
      EXPECT_EQ(asked[std::make_pair(language, Id(user))] > 0,
                Languages::MayHear(language, Id(user)))
          << language << " " << user;
    }
  }
}

}  // namespace
}  // namespace aftercall::domain
