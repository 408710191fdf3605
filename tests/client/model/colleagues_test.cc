#include "client/model/colleagues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "client/model/giving_view.h"
#include "tests/client/model/make.h"

namespace aftercall::model {
namespace {

using make::kNow;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Colleague> Many(int count) {
  std::vector<Colleague> all;
  for (int i = 0; i < count; ++i) {
    all.push_back({absl::StrCat("users/", i), absl::StrCat("Agent ", i), "Blue"});
  }
  return all;
}

std::vector<std::string> Names(const ColleaguesOffered& offered) {
  std::vector<std::string> names;
  for (const Colleague* colleague : offered.shown) names.push_back(colleague->display_name);
  return names;
}

TEST(ColleaguesToOffer, AreAllWhereTheyAreFew) {
  const std::vector<Colleague> all = Many(12);
  EXPECT_THAT(ColleaguesToOffer(all, "Zoe", {}).shown, SizeIs(12));
  EXPECT_EQ(ColleaguesToOffer(all, "Zoe", {}).left_out, 0u);
}

TEST(ColleaguesToOffer, AreTheFirstOfManyUntilTheyAreLookedFor) {
  const std::vector<Colleague> all = Many(30);
  EXPECT_THAT(ColleaguesToOffer(all, "", {}).shown, SizeIs(12));
  EXPECT_EQ(ColleaguesToOffer(all, "", {}).left_out, 18u);
  EXPECT_THAT(Names(ColleaguesToOffer(all, "T 2", {})),
              ElementsAre("Agent 2", "Agent 20", "Agent 21", "Agent 22", "Agent 23", "Agent 24",
                          "Agent 25", "Agent 26", "Agent 27", "Agent 28", "Agent 29"));
}

TEST(ColleaguesToOffer, WhoIsChosenStays) {
  const std::vector<Colleague> all = Many(30);
  EXPECT_THAT(Names(ColleaguesToOffer(all, "nobody", {"Agent 29", "Agent 3"})),
              ElementsAre("Agent 3", "Agent 29"));
  const std::vector<std::string> names = Names(ColleaguesToOffer(all, "", {"Agent 29"}));
  ASSERT_THAT(names, SizeIs(12));
  EXPECT_EQ(names.back(), "Agent 29");
}

TEST(NameBeingWritten, IsWhatFollowsTheLastComma) {
  EXPECT_EQ(NameBeingWritten("Bob, Ca"), "Ca");
  EXPECT_EQ(NameBeingWritten("王芳，李；赵"), "赵");
  EXPECT_EQ(NameBeingWritten("Bob, "), "");
  EXPECT_EQ(NameBeingWritten("Bob"), "Bob");
  EXPECT_EQ(NameBeingWritten(""), "");
}

TEST(NameChosen, IsPutInAndTakenOut) {
  const std::vector<Colleague> all = Many(3);
  EXPECT_EQ(WithNameChosen("", "Agent 1", all), "Agent 1, ");
  EXPECT_EQ(WithNameChosen("Agent 1, ", "Agent 2", all), "Agent 1, Agent 2, ");
  EXPECT_EQ(WithNameChosen("Agent 1, Agent 2, ", "Agent 1", all), "Agent 2, ");
  EXPECT_EQ(WithNameChosen("Zoe, aGENT", "Agent 1", all), "Zoe, Agent 1, ") << "it was looked for";
  EXPECT_EQ(WithNameChosen("Zoe", "Agent 1", all), "Zoe, Agent 1, ") << "somebody from elsewhere";
  const std::vector<Colleague> namely{{"users/a", "Li", ""}, {"users/b", "Li Na", ""}};
  EXPECT_EQ(WithNameChosen("Li", "Li Na", namely), "Li, Li Na, ") << "that is somebody too";
}

TEST(Namesakes, AreToldApartByTheirTeams) {
  const std::vector<Colleague> all{
      {"users/a", "Li", "Blue"}, {"users/b", "Li", "Red"}, {"users/c", "Bo", "Red"}};
  EXPECT_THAT(WithoutNamesakes(all), ElementsAre(all[0], all[2]));
  EXPECT_EQ(NameApart(all[1], all), "Li · Red");
  EXPECT_EQ(NameApart(all[2], all), "Bo");
}

class ColleaguesTest : public testing::Test {
 protected:
  void Apply(FeedEvent event, absl::Time now = kNow) { ASSERT_TRUE(desk_.Apply(event, now).ok()); }
  void Give(const std::string& user, std::optional<Refusal> refusal = {}) {
    desk_.mutable_hand().Give({user, AboutKudos(user), GiveKudos{user, ""}});
    Apply({std::nullopt, CommandAnswered{user, std::move(refusal), {}}});
  }

  Desk desk_;
};

TEST_F(ColleaguesTest, AreWantedWithEachOpeningUntilAnswered) {
  EXPECT_FALSE(desk_.WantedNow().colleagues);
  EXPECT_EQ(desk_.colleagues(), nullptr);
  desk_.OpenColleagues();
  const auto first = desk_.WantedNow().colleagues;
  ASSERT_TRUE(first);
  desk_.OpenColleagues();
  Apply({std::nullopt, ColleaguesTold{*first, Many(1)}});
  EXPECT_EQ(desk_.colleagues(), nullptr) << "that was an earlier opening's";
  Apply({std::nullopt, ColleaguesTold{*desk_.WantedNow().colleagues, Many(2)}});
  ASSERT_NE(desk_.colleagues(), nullptr);
  EXPECT_THAT(*desk_.colleagues(), SizeIs(2));
  EXPECT_FALSE(desk_.WantedNow().colleagues);
  desk_.OpenColleagues();
  Apply({std::nullopt, ColleaguesTold{*desk_.WantedNow().colleagues, std::nullopt}});
  EXPECT_THAT(*desk_.colleagues(), SizeIs(2)) << "what is known stays";
}

TEST_F(ColleaguesTest, WhoWasGivenKudosTodayIsKnown) {
  desk_.OpenColleagues();
  Apply({std::nullopt, ColleaguesTold{*desk_.WantedNow().colleagues, Many(4)}});
  Give("users/0");
  Give("Agent 1");
  Give("users/2", Refusal{"KUDOS_GIVEN_TODAY", "Already."});
  Give("users/3", Refusal{"NOT_FOUND", "Nobody."});
  const auto given = [&](absl::Time now) {
    return GivingViewOf(desk_, now, absl::UTCTimeZone()).given_today;
  };
  EXPECT_THAT(given(kNow), ElementsAre("users/0", "users/1", "users/2"));
  EXPECT_THAT(given(kNow + absl::Hours(24)), IsEmpty());
}

}  // namespace
}  // namespace aftercall::model
