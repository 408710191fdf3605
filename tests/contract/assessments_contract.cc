#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"
#include "tests/support/make_form.h"

// Evaluation forms and self-assessments.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SmallForm;

domain::PublishedForm Version(int version, absl::Time when) {
  domain::PublishedForm form{SmallForm(), version, when, {7}};
  form.form.title["en"] = absl::StrCat("Version ", version);
  return form;
}

TEST_P(StoreContract, AFormComesBackAsPublishedAndKeepsItsVersions) {
  EXPECT_THAT(Value(reader_->ListForms()), IsEmpty());
  const auto first = Version(1, testing::At(9)), second = Version(2, testing::At(10));
  auto other = Version(1, testing::At(11));
  other.form.id = "another";
  other.form.languages = {"zh"};
  other.published_by = {};
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindForm("small", 0)));
    auto status = t.InsertForm(first);
    EXPECT_EQ(Value(t.FindForm("small", 0)), first);
    if (status.ok()) status = t.InsertForm(second);
    if (status.ok()) status = t.InsertForm(other);
    EXPECT_THAT(Value(t.ListFormIds()), ElementsAre("another", "small"));
    return status;
  });
  EXPECT_EQ(Value(reader_->FindForm("small", 0)), second);
  EXPECT_EQ(Value(reader_->FindForm("small", 1)), first);
  EXPECT_FALSE(Value(reader_->FindForm("small", 3)));
  EXPECT_FALSE(Value(reader_->FindForm("smaller", 0)));
  EXPECT_THAT(Value(reader_->ListForms()), ElementsAre(other, second));
}

TEST_P(StoreContract, AVersionOfAFormIsWrittenOnce) {
  Write([&](Transaction& t) { return t.InsertForm(Version(1, t.Now())); });
  EXPECT_FALSE(testing::Run(*store_, [&](Transaction& t) {
                 return t.InsertForm(Version(1, t.Now()));
               }).ok());
  EXPECT_EQ(Value(reader_->ListForms()).size(), 1u);
}

// Of the interaction `call`, asked at `hours`.
domain::SelfAssessment AskedAt(domain::InteractionId call, domain::UserId agent, double hours) {
  domain::SelfAssessment asked;
  asked.interaction = call;
  asked.agent = agent;
  asked.form_id = "small";
  asked.form_version = 1;
  asked.asked_at = testing::At(hours);
  asked.lapses_at = testing::At(hours + 12);
  return asked;
}

TEST_P(StoreContract, ASelfAssessmentComesBackAsWritten) {
  const auto ann = AddUser("Ann");
  const auto call = AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9));
  domain::SelfAssessment all = AskedAt(call, ann, 9);
  all.state = domain::SelfAssessment::State::kSnoozed;
  all.why = domain::SelfAssessment::Why::kRequested;
  all.wakes_at = testing::At(10);
  all.seen_first = true;
  all.leader_opened = true;
  all.committed_at = testing::At(11);
  all.note = "Slower. 慢一点。";
  const domain::Scores scores = {{"care", 2}, {"solved", std::nullopt}};
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindSelfAssessment(call, ann)));
    auto status = t.PutSelfAssessment(AskedAt(call, ann, 9));
    EXPECT_EQ(Value(t.FindSelfAssessment(call, ann)), AskedAt(call, ann, 9));
    if (status.ok()) status = t.PutSelfAssessment(all);
    if (status.ok()) status = t.InsertScores(call, ann, scores);
    EXPECT_EQ(Value(t.FindSelfAssessment(call, ann)), all);
    return status;
  });
  const auto found = Value(reader_->FindSelfAssessment(call, ann));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->assessment, all);
  EXPECT_EQ(found->scores, scores);
  EXPECT_EQ(found->reference.external_id, "c1");
  EXPECT_FALSE(Value(reader_->FindSelfAssessment(call, {ann.value + 1})));
}

TEST_P(StoreContract, SelfAssessmentsAreListedTheLatestFirstAndCountedBySample) {
  const auto ann = AddUser("Ann");
  std::vector<domain::SelfAssessment> asked;
  for (int i = 0; i < 4; ++i) {
    const auto call = AddInteraction(absl::StrCat("c", i), ann, {}, absl::CivilDay(2026, 3, 9));
    asked.push_back(AskedAt(call, ann, 9 + i));
  }
  asked[1].state = domain::SelfAssessment::State::kSkipped;
  asked[2].why = domain::SelfAssessment::Why::kRequested;
  asked[3].asked_at = asked[2].asked_at;
  Write([&](Transaction& t) {
    for (const auto& one : asked) {
      if (auto status = t.PutSelfAssessment(one); !status.ok()) return status;
    }
    EXPECT_EQ(Value(t.CountAsked(ann, testing::At(9))), 3);
    EXPECT_EQ(Value(t.CountAsked(ann, testing::At(10))), 2);
    EXPECT_EQ(Value(t.CountAsked({ann.value + 1}, testing::At(9))), 0);
    EXPECT_EQ(Value(t.ListOpenSelfAssessments(ann)).size(), 3u);
    return absl::OkStatus();
  });
  const auto calls = [&](bool open_only, const std::optional<domain::SelfAssessment>& after) {
    std::string names;
    for (const auto& one : Value(reader_->ListSelfAssessments(ann, open_only, after, 2))) {
      names += one.reference.external_id;
    }
    return names;
  };
  EXPECT_EQ(calls(false, {}), "c3c2");
  EXPECT_EQ(calls(false, asked[2]), "c1c0");
  EXPECT_EQ(calls(false, asked[0]), "");
  EXPECT_EQ(calls(true, asked[2]), "c0");
}

TEST_P(StoreContract, WhatIsDueIsFoundByTheTimeItWakesOrLapses) {
  const auto ann = AddUser("Ann");
  auto asked = AskedAt(AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9)), ann, 0);
  auto snoozed = AskedAt(AddInteraction("c2", ann, {}, absl::CivilDay(2026, 3, 9)), ann, 0);
  snoozed.wakes_at = testing::At(10);
  auto done = AskedAt(AddInteraction("c3", ann, {}, absl::CivilDay(2026, 3, 9)), ann, 0);
  done.state = domain::SelfAssessment::State::kCommitted;
  Write([&](Transaction& t) {
    for (const auto& one : {asked, snoozed, done}) {
      if (auto status = t.PutSelfAssessment(one); !status.ok()) return status;
    }
    EXPECT_THAT(Value(t.ListDueSelfAssessments(testing::At(9.9), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListDueSelfAssessments(testing::At(10), 9)), ElementsAre(snoozed));
    EXPECT_THAT(Value(t.ListDueSelfAssessments(testing::At(12), 9)), ElementsAre(snoozed, asked));
    EXPECT_THAT(Value(t.ListDueSelfAssessments(testing::At(12), 1)), ElementsAre(snoozed));
    return absl::OkStatus();
  });
  EXPECT_FALSE(Value(reader_->HasDueSelfAssessments(testing::At(9.9))));
  EXPECT_TRUE(Value(reader_->HasDueSelfAssessments(testing::At(10))));
}

TEST_P(StoreContract, AnInteractionIsSealedWhileItsAgentIsAsked) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9));
  const auto sealed_by = [&](domain::UserId agent, domain::SelfAssessment::State state) {
    bool sealed = false;
    Write([&](Transaction& t) {
      auto one = AskedAt(call, agent, 9);
      one.state = state;
      auto status = t.PutSelfAssessment(one);
      sealed = Value(t.LoadFacts(call)).sealed;
      return status;
    });
    EXPECT_EQ(Value(reader_->FindInteraction(call))->facts.sealed, sealed);
    return sealed;
  };
  for (const auto state : domain::kSelfAssessmentStates) {
    EXPECT_FALSE(sealed_by(bob, state)) << "another's is not this call's";
  }
  for (const auto state : domain::kSelfAssessmentStates) {
    EXPECT_EQ(sealed_by(ann, state), domain::IsSealing(state)) << static_cast<int>(state);
  }
}

TEST_P(StoreContract, ThatALeaderOpenedASealIsAmongTheFacts) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9));
  const auto opened_of = [&](domain::UserId agent) {
    bool opened = false;
    Write([&](Transaction& t) {
      auto one = AskedAt(call, agent, 9);
      one.leader_opened = true;
      auto status = t.PutSelfAssessment(one);
      opened = Value(t.LoadFacts(call)).leader_opened;
      return status;
    });
    EXPECT_EQ(Value(reader_->FindInteraction(call))->facts.leader_opened, opened);
    return opened;
  };
  EXPECT_FALSE(opened_of(bob)) << "another's is not this call's";
  EXPECT_TRUE(opened_of(ann));
}

TEST_P(StoreContract, OnlyWhatWasCommittedUnseenIsAmongTheFacts) {
  const auto ann = AddUser("Ann");
  const auto call = AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9));
  auto one = AskedAt(call, ann, 9);
  const auto scores = [&] {
    std::string all;
    Write([&](Transaction& t) {
      auto status = t.PutSelfAssessment(one);
      for (const auto& score : Value(t.LoadFacts(call)).self_scores) {
        absl::StrAppend(&all, score.form_id, " ", score.element_id, " ", score.score, " ",
                        score.question_id, ";");
      }
      return status;
    });
    return all;
  };
  Write([&](Transaction& t) {
    auto status = t.InsertForm(Version(1, t.Now()));
    if (status.ok()) status = t.InsertScores(call, ann, {{"care", std::nullopt}, {"solved", 1}});
    return status;
  });
  for (const auto state : domain::kSelfAssessmentStates) {
    one.state = state;
    const bool is_committed = state == domain::SelfAssessment::State::kCommitted;
    EXPECT_EQ(scores(), is_committed ? "small solved 1 resolved;" : "");
  }
  one.state = domain::SelfAssessment::State::kCommitted;
  one.seen_first = true;
  EXPECT_EQ(scores(), "");
}

TEST_P(StoreContract, SharesComeBackAsWrittenAndStayWhenTakenBack) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, absl::CivilDay(2026, 3, 9));
  domain::Share with_bob{bob, "Bob", testing::At(9), {}};
  const domain::Share with_leaders{{}, "", testing::At(10), {}};
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.ListShares(call, ann)), IsEmpty());
    auto status = t.PutSelfAssessment(AskedAt(call, ann, 9));
    if (status.ok()) status = t.PutShare(call, ann, with_leaders);
    if (status.ok()) status = t.PutShare(call, ann, with_bob);
    with_bob.withdrawn_at = testing::At(11);
    if (status.ok()) status = t.PutShare(call, ann, with_bob);
    EXPECT_THAT(Value(t.ListShares(call, ann)), ElementsAre(with_bob, with_leaders));
    EXPECT_THAT(Value(t.ListShares(call, bob)), IsEmpty());
    return status;
  });
  const auto listed = Value(reader_->FindSelfAssessment(call, ann));
  EXPECT_THAT(listed->shares, ElementsAre(with_bob, with_leaders));
  EXPECT_EQ(listed->agent_display_name, "Ann");
}

TEST_P(StoreContract, WhatIsSharedIsListedForWhomItIsSharedWith) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob"), lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee});
  std::vector<domain::SelfAssessment> committed;
  Write([&](Transaction& t) { return t.SetMainTeam(ann, red, testing::At(1)); });
  for (int i = 0; i < 4; ++i) {
    const auto call = AddInteraction(absl::StrCat("c", i), ann, {}, absl::CivilDay(2026, 3, 9));
    committed.push_back(AskedAt(call, ann, 9 + i));
    committed.back().state = domain::SelfAssessment::State::kCommitted;
  }
  committed[3].state = domain::SelfAssessment::State::kOpen;
  Write([&](Transaction& t) {
    absl::Status status;
    const auto share = [&](int i, domain::UserId reader, std::optional<absl::Time> withdrawn) {
      if (!status.ok()) return;
      status = t.PutShare(committed[i].interaction, ann, {reader, "", testing::At(1), withdrawn});
    };
    for (const auto& one : committed) status.Update(t.PutSelfAssessment(one));
    share(0, bob, {});
    share(1, bob, testing::At(2));
    share(1, {}, {});
    share(2, {}, {});
    share(2, lee, {});
    share(3, {}, {});
    share(3, bob, {});
    return status;
  });
  const auto calls = [&](domain::UserId reader,
                         const std::optional<domain::SelfAssessment>& after = {}) {
    std::string names;
    for (const auto& one : Value(reader_->ListSharedSelfAssessments(reader, after, 9))) {
      names += one.reference.external_id;
    }
    return names;
  };
  EXPECT_EQ(calls(bob), "c0");
  EXPECT_EQ(calls(lee), "c2c1");
  EXPECT_EQ(calls(lee, committed[2]), "c1");
  EXPECT_EQ(calls(ann), "");
  // Who does not lead the team any more reads nothing by it.
  const auto blue = AddTeam("Blue", {bob});
  Write([&](Transaction& t) { return t.SetMainTeam(ann, blue, testing::At(2)); });
  EXPECT_EQ(calls(lee), "c2");
  EXPECT_EQ(calls(bob), "c2c1c0");
}

TEST_P(StoreContract, SomebodyIsThereSinceTheyWereLastOffline) {
  using Doing = domain::AgentState::State;
  const auto ann = AddUser("Ann");
  const auto since = [&] {
    std::optional<absl::Time> found;
    Write([&](Transaction& t) {
      found = Value(t.SignedInSince(ann));
      return absl::OkStatus();
    });
    return found;
  };
  const auto tell = [&](Doing doing, double hours) {
    Write([&](Transaction& t) {
      return t.PutAgentState(ann, {doing, testing::At(hours), 0, t.Now()}).status();
    });
  };
  EXPECT_EQ(since(), std::nullopt);
  tell(Doing::kAvailable, 8);
  tell(Doing::kOnInteraction, 9);
  EXPECT_EQ(since(), std::nullopt) << "they may have been there before anybody told";
  tell(Doing::kOffline, 10);
  EXPECT_EQ(since(), std::nullopt);
  tell(Doing::kBreak, 11);
  tell(Doing::kAvailable, 12);
  EXPECT_EQ(since(), testing::At(11));
}

}  // namespace
}  // namespace aftercall::store
