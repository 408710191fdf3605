#include "tests/backend/commands/commands_fixture.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/store/sqlite/sqlite_store.h"

namespace aftercall::commands {
namespace {

std::string InWords(const domain::Verdict& verdict) {
  return absl::StrCat(verdict.interaction_external_id, " ", verdict.question_id, " ",
                      verdict.rating, verdict.appeal_upheld ? " upheld" : "",
                      verdict.agent ? " of " : "", verdict.agent_display_name);
}

struct EventInWords {
  std::string operator()(const domain::Verdict& verdict) const {
    return absl::StrCat("verdict ", InWords(verdict));
  }
  std::string operator()(const domain::VerdictChanged& changed) const {
    return absl::StrCat("changed from ", changed.previous_rating, ": ", InWords(changed.verdict));
  }
  std::string operator()(const domain::VerdictWithdrawn& withdrawn) const {
    using Reason = domain::VerdictWithdrawn::Reason;
    return withdrawn.reason == Reason::kOtherAgent  ? "withdrawn: other agent"
           : withdrawn.reason == Reason::kOtherTeam ? "withdrawn: other team"
                                                    : "withdrawn: no agent";
  }
  std::string operator()(const domain::VerdictSeen& seen) const {
    return absl::StrCat("seen by ", seen.agent_display_name);
  }
  std::string operator()(const domain::VerdictSealed& sealed) const {
    return absl::StrCat("sealed ", sealed.reference.external_id, " ", sealed.question_id);
  }
  std::string operator()(const domain::SelfAssessmentTold& told) const {
    constexpr const char* kStates[] = {"",          "open",    "snoozed", "revealed",
                                       "committed", "skipped", "lapsed",  "withdrawn"};
    return absl::StrCat("self ", told.reference.external_id, " ",
                        kStates[static_cast<int>(told.state)]);
  }
  std::string operator()(const domain::ReviewTold& told) const {
    constexpr const char* kStates[] = {"",          "looking",   "offered",      "leaders",
                                       "in review", "submitted", "acknowledged", "differed",
                                       "closed",    "withdrawn"};
    return absl::StrCat("review ", told.reference.external_id, " ",
                        kStates[static_cast<int>(told.state)], told.thanked ? ", thanked" : "",
                        told.evaluation ? ", by " : "", told.evaluator_display_name,
                        told.appeal_upheld ? ", upheld" : "");
  }
  std::string operator()(const domain::ReviewTaskTold& told) const {
    constexpr const char* kStates[] = {"",         "offered", "accepted", "submitted",
                                       "declined", "lapsed",  "withdrawn"};
    constexpr const char* kAnswers[] = {"", ", acknowledged", ", differed"};
    return absl::StrCat("task ", kStates[static_cast<int>(told.state)],
                        told.reminded ? ", reminded" : "", kAnswers[static_cast<int>(told.answer)],
                        told.thanked ? ", thanked" : "", told.evaluation ? ", of " : "",
                        told.agent_display_name, told.appeal_upheld ? ", upheld" : "");
  }
  std::string operator()(const domain::AppealTold& told) const {
    constexpr const char* kStates[] = {"",       "open",     "offered",  "in decision",
                                       "upheld", "declined", "withdrawn"};
    return absl::StrCat("appeal ", told.reference.external_id, " ",
                        told.review ? "review" : told.question_id, " ",
                        kStates[static_cast<int>(told.state)]);
  }
  std::string operator()(const domain::AppealTaskTold& told) const {
    constexpr const char* kStates[] = {"", "offered", "taken", "decided", "lapsed", "withdrawn"};
    return absl::StrCat("to decide: ", kStates[static_cast<int>(told.state)],
                        told.evaluation ? ", a review" : "");
  }
  std::string operator()(const domain::KudosTold& told) const {
    const std::string from = told.giver ? told.giver_display_name : "a reviewer";
    return absl::StrCat("kudos from ", from, ": ", told.words,
                        told.reference ? " for " + told.reference->external_id : "");
  }
};

}  // namespace

void CommandsTest::SetUp() {
  store_ = Value(store::OpenSqliteStore(directory_.File("aftercall.db"), clock_));
  reader_ = Value(store_->NewReader());
  ASSERT_EQ(Take(testing::Stars()), "created");
}

std::string CommandsTest::Take(Record record) {
  BatchResult result;
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    result = Value(IngestBatch(t, policy_, {std::move(record)}));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  if (result.refused > 0) return result.problems.at(0).problem.reason;
  if (result.created > 0) return "created";
  if (result.changed > 0) return "changed";
  return result.unchanged > 0 ? "unchanged" : "pending";
}

std::vector<std::string> CommandsTest::NotesOn(Record record) {
  std::vector<std::string> notes;
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    for (const auto& problem : Value(IngestBatch(t, policy_, {std::move(record)})).problems) {
      EXPECT_FALSE(problem.refused);
      notes.push_back(problem.problem.reason);
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return notes;
}

domain::UserId CommandsTest::Agent(const std::string& staff_number) {
  domain::UserId id;
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    id = Value(t.FindAlias({"pbx", staff_number})).value_or(domain::UserId());
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok() && id) << "nobody has the number " << staff_number;
  return id;
}

domain::TeamId CommandsTest::TeamCalled(const std::string& name) {
  const auto team = Value(reader_->FindTeamByName(name));
  EXPECT_TRUE(team) << name;
  return team ? team->id : domain::TeamId();
}

domain::UserId CommandsTest::Leader(const std::string& name,
                                    const std::vector<std::string>& teams) {
  domain::UserId id;
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    UserChange user;
    user.display_name = name;
    id = Value(CreateUser(t, user)).id;
    for (const auto& team : teams) {
      TeamChange change;
      change.display_name = team;
      change.leaders = {id};
      Value(CreateTeam(t, change));
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return id;
}

std::vector<std::string> CommandsTest::Feed(domain::UserId user, int64_t after) {
  std::vector<std::string> words;
  for (const auto& entry : Value(reader_->ReadFeed(user, after, 1000)).entries) {
    words.push_back(std::visit(EventInWords(), entry.event));
  }
  return words;
}

domain::InteractionCounts CommandsTest::Counts(domain::UserId user) {
  return Value(reader_->ReadTally({user, {}}, {})).interactions;
}

std::string CommandsTest::Answers(const store::Scope& scope) {
  const auto describe = [](std::string* out, const domain::AnswerCount& answer) {
    absl::StrAppend(out, answer.question_id, " ", answer.rating, " x", answer.n,
                    answer.company_fault ? " fault" : "");
    if (answer.upheld > 0) absl::StrAppend(out, " upheld ", answer.upheld);
  };
  return absl::StrJoin(Value(reader_->ReadTally(scope, {})).answers, ", ", describe);
}

}  // namespace aftercall::commands
