#include "absl/strings/str_split.h"
#include "client/ctl/command_line.h"
#include "client/ctl/completion.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"

namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(Program, AMisspeltCommandIsNamed) {
  EXPECT_EQ(Run({"frobnicate"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("there is no command \"frobnicate\""));
  EXPECT_EQ(Run({"user", "lst"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("there is no command \"lst\""));
  EXPECT_EQ(Run({"user"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("a command is missing"));
  EXPECT_EQ(Run({"token", "issue"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("--user is needed"));
}

TEST_F(Program, WrongUsageEndsWithTwoAndSaysWhatIsWrong) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {},
           {"frobnicate"},
           {"import"},
           {"summary"},
           {"summary", "--all", "--user", "x"},
           {"summary", "--all", "--from", "yesterday"},
           {"summary", "--all", "--from", "2023-08-02", "--to", "2023-08-01"},
           {"summary", "--all", "--output", "xml"},
           {"watch", "--resume-after", "x"},
           {"user", "create", "Lin", "--role", "king"},
           {"user", "update", "Lin"},
           {"user", "create", "Lin", "--staff-number", "1001"},
           {"simulate", "--agents", "1"},
           {"simulate", "--focus-agent", "Nobody"},
           {"simulate", "--commits", "101"},
           {"simulate", "--reviews=-1"},
           {"simulate", "--review-takes", "0s"}}) {
    EXPECT_EQ(Run(arguments), 2);
    EXPECT_THAT(err_.str(), AllOf(HasSubstr("aftercallctl: "), HasSubstr("--help"))) << out_.str();
    EXPECT_THAT(out_.str(), IsEmpty());
  }
}

TEST_F(Program, ASimulationSaysWhatItToldAndWhatItsPeopleDid) {
  ASSERT_EQ(Run({"simulate", "--seconds", "0.05"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr(" records told: "), HasSubstr("Self-assessments: 0"),
                                HasSubstr("Reviews: 0 asked for")));
}

TEST_F(Program, HelpNeedsNoServerAndShowsExamples) {
  for (const char* command : {"import", "simulate", "watch", "summary"}) {
    EXPECT_EQ(Run({command, "--help"}), 0);
    EXPECT_THAT(out_.str(), AllOf(HasSubstr("aftercallctl "), HasSubstr("Example"))) << command;
  }
  EXPECT_EQ(Run({"user", "create", "--help"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("SOURCE:NUMBER"));
  EXPECT_EQ(Run({"--version"}), 0);
}

TEST_F(Program, ASecondImportChangesNothingAndSaysSo) {
  WriteRows(20000);
  ASSERT_EQ(Import(), 0) << err_.str();
  EXPECT_EQ(Out()["records"], 40000);
  EXPECT_EQ(Out()["created"], 40000);
  ASSERT_EQ(Import(), 0);
  EXPECT_EQ(Out()["unchanged"], 40000);
  EXPECT_EQ(Out()["created"], 0);
  EXPECT_EQ(Run({"import", "--mapping", Path("small.toml"), Path("rows.csv")}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Nothing changed: all 40,000 records were known already."));
  EXPECT_FALSE(std::filesystem::exists(Path("rows.csv.rejects.csv")));
}

TEST_F(Program, CtrlCStopsAndASecondRunGoesOn) {
  WriteRows(20000);
  int batches = 0;
  server_.on_batch = [&] {
    if (++batches == 5) stop_->Trigger();
  };
  EXPECT_EQ(Import(), 1);
  EXPECT_THAT(err_.str(), HasSubstr("goes on from there"));
  const int64_t first = Out()["records"];
  EXPECT_TRUE(Out()["stopped"]);
  EXPECT_GT(first, 0);
  EXPECT_LT(first, 40000);
  EXPECT_EQ(Out()["created"], first) << "everything that was sent is told";
  server_.on_batch = [] {};
  stop_.reset();
  EXPECT_EQ(Import(), 0);
  EXPECT_EQ(Out()["unchanged"], first);
  EXPECT_EQ(Out()["created"], 40000 - first);
}

TEST_F(Program, ABrokenLinkEndsWithOneAndASecondRunPutsItRight) {
  WriteRows(5000);
  server_.breaks_after = 3;
  EXPECT_EQ(Import(), 1);
  EXPECT_THAT(err_.str(), HasSubstr("no answer from 127.0.0.1:7433"));
  server_.breaks_after = -1;
  EXPECT_EQ(Import(), 0);
  EXPECT_EQ(Out()["records"], 10000);
}

TEST_F(Program, IdsThatAreNotUniqueAreToldBeforeAnythingIsWritten) {
  Write("rows.csv",
        "id,agent,ended,score\n1,Lin,2023-08-01,5\n2,Lin,2023-08-01,5\n1,Lin,2023-08-02,4\n");
  EXPECT_EQ(Import(), 1);
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("nothing was written"), HasSubstr("lines 2 and 4: 1")));
  EXPECT_THAT(server_.told.size(), 0u);
  EXPECT_EQ(Run({"import", "--mapping", Path("small.toml"), Path("rows.csv"), "--repeated-ids",
                 "reject", "--output", "json"}),
            0);
  EXPECT_EQ(Out()["records"], 4);
  EXPECT_EQ(Out()["problems"]["repeated-id"]["count"], 1);
}

TEST_F(Program, RejectsHaveLineColumnReasonAndTheRow) {
  server_.refusals["4"] = "TOPIC_TOO_STRANGE";
  Write("rows.csv",
        "id,agent,ended,score\n"
        "1,Lin,2023-08-01,5\n"
        "2,Lin,yesterday,\"=1+1\"\n"
        "3,Lin,2023-08-01,9\n"
        "4,Lin,2023-08-01,\n"
        "=5,Lin,,\n");
  EXPECT_EQ(Import(), 0);
  EXPECT_EQ(Out()["rows"], 5);
  EXPECT_EQ(Out()["rejected_rows"], 3);
  EXPECT_EQ(Out()["refused"], 1);
  const std::vector<std::string> lines = absl::StrSplit(Read("rows.csv.rejects.csv"), '\n');
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0], "line,column,reason,lost,sentence,row");
  EXPECT_THAT(lines[1], AllOf(HasSubstr("3,ended,unreadable-time,row,"),
                              HasSubstr("\"2,Lin,yesterday,\"\"=1+1\"\"\"")));
  EXPECT_THAT(lines[2], HasSubstr("4,score,rating-outside-scale,answer,"));
  EXPECT_THAT(lines[3], AllOf(HasSubstr("6,,no-time,row,"), HasSubstr("\"'=5,Lin,,\"")))
      << "no cell is a formula to a spreadsheet";
  EXPECT_THAT(lines[4], HasSubstr("5,,topic-too-strange,row,The server says no."));
}

TEST_F(Program, NothingTakenIsAFailure) {
  Write("rows.csv", "id,agent,ended,score\n1,Lin,never,5\n");
  EXPECT_EQ(Import(), 1);
  EXPECT_THAT(err_.str(), HasSubstr("not one row"));
}

TEST_F(Program, QuestionsAreToldBeforeTheirAnswers) {
  WriteRows(3);
  ASSERT_EQ(Import(), 0);
  ASSERT_GE(server_.told.size(), 3u);
  EXPECT_TRUE(server_.told[0].has_question());
  EXPECT_TRUE(server_.told[1].has_interaction());
  EXPECT_TRUE(server_.told[2].has_response());
}

TEST_F(Program, ASummaryHasTheFormThatScriptsDependOn) {
  v1::Summary& summary = server_.summary;
  summary.set_interactions(10);
  summary.set_responses(3);
  summary.set_abandoned(2);
  summary.mutable_csat()->set_count(2);
  summary.mutable_csat()->set_n(3);
  summary.mutable_csat()->set_percent(200.0 / 3);
  summary.mutable_csat()->set_low(20.8);
  summary.mutable_csat()->set_high(93.9);
  summary.mutable_handle_time()->set_mean_seconds(12.5);
  summary.mutable_handle_time()->set_n(4);
  ASSERT_EQ(Run({"summary", "--all", "--output", "json"}), 0);
  const nlohmann::json json = Out();
  EXPECT_EQ(json["interactions"], 10);
  EXPECT_EQ(json["responses"], 3);
  EXPECT_EQ(json["abandoned"], 2);
  EXPECT_EQ(json["csat"]["count"], 2);
  EXPECT_DOUBLE_EQ(json["csat"]["percent"], 200.0 / 3) << "unrounded";
  EXPECT_DOUBLE_EQ(json["csat"]["low"], 20.8);
  EXPECT_DOUBLE_EQ(json["handle_time"]["mean_seconds"], 12.5);
  for (const char* figure : {"resolved", "fcr"}) {
    EXPECT_TRUE(json[figure]["percent"].is_null()) << figure;
    EXPECT_EQ(json[figure]["n"], 0);
  }
  EXPECT_TRUE(json["mean_rating"]["value"].is_null());
  EXPECT_TRUE(json["nps"].contains("n"));
  EXPECT_EQ(Run({"summary", "--all"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("66.7%"));
}

TEST_F(Program, TablesAreHarmlessAndJsonIsExact) {
  const std::string nasty =
      "\x1b[31mred\x1b[0m\n\xE2\x80\xAEreversed\xC2\x9B"
      "2J";
  v1::Interaction& one = server_.interactions.emplace_back();
  one.set_name("interactions/1");
  one.set_topic("退款");
  v1::SurveyResponse* answer = one.add_responses();
  answer->set_question_id("csat");
  answer->set_rating(5);
  answer->set_comment(nasty);
  ASSERT_EQ(Run({"interactions", "list", "--all"}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(out_.str(), Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(out_.str(), Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(out_.str(), HasSubstr("csat 5"));
  ASSERT_EQ(Run({"interactions", "get", "1"}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("\x1b")));
  ASSERT_EQ(Run({"interactions", "list", "--all", "--output", "jsonl"}), 0);
  EXPECT_EQ(Out()["responses"][0]["comment"], nasty);
}

TEST_F(Program, ASealIsOpenedAndWhatItHidIsShown) {
  v1::Interaction& one = server_.interactions.emplace_back();
  one.set_name("interactions/1");
  one.set_sealed(true);
  ASSERT_EQ(Run({"interactions", "get", "1"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Sealed until the agent has assessed themselves."));
  ASSERT_EQ(Run({"interactions", "open", "1"}), 0) << err_.str();
  ASSERT_EQ(server_.seals_opened.size(), 1u);
  EXPECT_EQ(server_.seals_opened[0].name(), "interactions/1");
  EXPECT_NE(server_.seals_opened[0].request_id(), "");
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("name: interactions/1"),
                                HasSubstr("Sealed for the agent, opened by a leader.")));
  ASSERT_EQ(Run({"interactions", "open", "interactions/1", "--output", "json"}), 0);
  EXPECT_EQ(Out()["seal_opened"], true);
  server_.seal_refusal =
      absl::FailedPreconditionError("The answers to this contact are not sealed.");
  EXPECT_EQ(Run({"interactions", "open", "1"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("are not sealed"));
  EXPECT_EQ(Run({"interactions", "open"}), 2);
}

TEST_F(Program, ListsGoOverPages) {
  for (int i = 0; i < 1200; ++i) {
    server_.interactions.emplace_back().set_name(absl::StrCat("interactions/", i));
  }
  ASSERT_EQ(Run({"interactions", "list", "--all", "--limit", "1100", "--output", "json"}), 0);
  EXPECT_EQ(Out().size(), 1100u);
  EXPECT_EQ(Out()[1099]["name"], "interactions/1099");
}

v1::WatchFeedResponse Entries(int64_t from, int64_t to) {
  v1::WatchFeedResponse message;
  message.mutable_cursor()->set_epoch("e1");
  message.mutable_cursor()->set_position(to);
  for (int64_t position = from; position <= to; ++position) {
    v1::FeedEntry* entry = message.mutable_entries()->add_entries();
    entry->set_position(position);
    entry->mutable_verdict()->set_rating(5);
    entry->mutable_verdict()->set_channel(v1::CHANNEL_VOICE);
  }
  return message;
}

v1::WatchFeedResponse Opened() {
  v1::WatchFeedResponse message;
  message.mutable_opened()->set_mode(v1::Opened::MODE_RESUMED);
  return message;
}

TEST_F(Program, WatchPrintsEachEntryWithItsPosition) {
  server_.feed = {Opened(), Entries(3, 4), Entries(5, 5)};
  ASSERT_EQ(Run({"watch", "--user", "Lin", "--resume-after", "e1:2"}), 0);
  EXPECT_EQ(server_.watched[0].feed(), "users/1/feed");
  EXPECT_EQ(server_.watched[0].resume_after().position(), 2);
  const std::vector<std::string> lines = absl::StrSplit(out_.str(), '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 3u);
  const auto first = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(first["position"], 3);
  EXPECT_EQ(first["epoch"], "e1");
  EXPECT_EQ(first["event"], "verdict");
  EXPECT_EQ(first["verdict"]["rating"], 5);
  EXPECT_EQ(first["verdict"]["channel"], "voice");
  ASSERT_EQ(Run({"watch", "--user", "Lin", "--exit-after", "1"}), 0);
  EXPECT_EQ(Out()["position"], 3) << "one line, whatever a message holds";
}

TEST_F(Program, WatchGoesOnWhereItWasWhenTheServerComesBack) {
  server_.feed = {Opened(), Entries(1, 2)};
  server_.watch_ends = {
      wire::WithRetryAfter(absl::UnavailableError("draining"), absl::Milliseconds(1))};
  ASSERT_EQ(Run({"watch", "--user", "Lin"}), 0);
  ASSERT_EQ(server_.watched.size(), 2u);
  EXPECT_FALSE(server_.watched[0].has_resume_after());
  EXPECT_EQ(server_.watched[1].resume_after().epoch(), "e1");
  EXPECT_EQ(server_.watched[1].resume_after().position(), 2);
}

TEST_F(Program, WatchFromTheStartLearnsTheEpochFirst) {
  v1::WatchFeedResponse caught_up;
  caught_up.mutable_caught_up();
  caught_up.mutable_cursor()->set_epoch("e7");
  caught_up.mutable_cursor()->set_position(12);
  server_.feed = {Opened(), caught_up};
  ASSERT_EQ(Run({"watch", "--user", "Lin", "--resume-after", "start"}), 0);
  ASSERT_EQ(server_.watched.size(), 2u);
  EXPECT_EQ(server_.watched[1].resume_after().epoch(), "e7");
  EXPECT_EQ(server_.watched[1].resume_after().position(), 0);
}

TEST_F(Program, ASnapshotIsPrintedWhenItIsWhole) {
  v1::WatchFeedResponse snapshot, caught_up;
  snapshot.mutable_snapshot()->add_entries()->set_position(4);
  caught_up.mutable_caught_up();
  caught_up.mutable_cursor()->set_epoch("e1");
  caught_up.mutable_cursor()->set_position(9);
  // The first stream breaks before the snapshot is whole.
  server_.feed = {Opened(), snapshot};
  server_.watch_ends = {absl::UnavailableError("gone")};
  ASSERT_EQ(Run({"watch", "--user", "Lin"}), 0);
  EXPECT_THAT(out_.str(), IsEmpty());
  server_.feed = {Opened(), snapshot, caught_up};
  server_.watched.clear();
  server_.watch_ends.clear();
  ASSERT_EQ(Run({"watch", "--user", "Lin"}), 0);
  EXPECT_EQ(Out()["position"], 4);
  EXPECT_EQ(Out()["epoch"], "e1");
  EXPECT_TRUE(Out()["snapshot"]);
}

TEST_F(Program, ErrorsAreOneSentenceOfTheServers) {
  server_.directory_error = wire::ToStatus(absl::StatusCode::kInvalidArgument,
                                           {"NAME_IS_SHARED", "user", "Wang Fang",
                                            "Two people are called Wang Fang: users/1, users/2."});
  EXPECT_EQ(Run({"user", "get", "Wang Fang"}), 1);
  EXPECT_EQ(err_.str(), "aftercallctl: Two people are called Wang Fang: users/1, users/2.\n");
  server_.directory_error = absl::UnavailableError("connection refused");
  EXPECT_EQ(Run({"user", "get", "Wang Fang"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("no answer from 127.0.0.1:7433"));
}

TEST_F(Program, WhatSomebodySpeaksIsToldAndForgottenOnlyWhereItIsSaid) {
  ASSERT_EQ(Run({"user", "create", "Lin", "--speaks", "zh", "--speaks", "en"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("zh, en"));
  ASSERT_EQ(Run({"user", "update", "Lin", "--speaks", "yue"}), 0) << err_.str();
  ASSERT_EQ(Run({"user", "update", "Lin", "--forget-languages"}), 0);
  ASSERT_EQ(Run({"user", "update", "Lin", "--name", "Lin Mei"}), 0);
  EXPECT_EQ(Run({"user", "update", "Lin", "--speaks", "yue", "--forget-languages"}), 2);
  ASSERT_EQ(server_.updates.size(), 3u);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(server_.updates[i].update_mask().paths_size(), 1);
    EXPECT_EQ(server_.updates[i].update_mask().paths(0), i < 2 ? "languages" : "display_name");
  }
  EXPECT_EQ(server_.updates[0].user().languages(0), "yue");
  EXPECT_EQ(server_.updates[1].user().languages_size(), 0);
}

TEST_F(Program, TheTokenIsTheCallersAndMustBeThere) {
  ASSERT_EQ(Run({"summary", "--all", "--server", "10.0.0.1:99"}), 0);
  EXPECT_EQ(options_.token, "a.b.c");
  EXPECT_EQ(options_.server, "10.0.0.1:99");
  EXPECT_EQ(Run({"--token-file", Path("none"), "summary", "--all"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("--token-file"));
}

TEST_F(Program, AConfirmedUserIsActive) {
  ASSERT_EQ(Run({"user", "confirm", "Lin"}), 0);
  ASSERT_EQ(server_.updates.size(), 1u);
  EXPECT_EQ(server_.updates[0].user().name(), "users/1");
  EXPECT_EQ(server_.updates[0].user().state(), v1::User::STATE_ACTIVE);
  EXPECT_EQ(server_.updates[0].update_mask().paths(0), "state");
  EXPECT_EQ(server_.updates[0].request_id().size(), 36u);
}

TEST_F(Program, ATeamHasATimeZone) {
  ASSERT_EQ(Run({"team", "create", "望江组", "--time-zone", "Asia/Shanghai"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Asia/Shanghai"));
  ASSERT_EQ(Run({"team", "list"}), 0);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("time zone"), HasSubstr("Asia/Shanghai")));
  ASSERT_EQ(Run({"team", "list", "--output", "json"}), 0);
  EXPECT_EQ(Out()[0]["time_zone"], "Asia/Shanghai");
  ASSERT_EQ(Run({"team", "update", "望江组", "--time-zone", "Asia/Urumqi"}), 0);
  ASSERT_EQ(Run({"team", "update", "望江组", "--time-zone", "none"}), 0);
  ASSERT_EQ(Run({"team", "update", "望江组", "--name", "江边组"}), 0);
  ASSERT_EQ(server_.team_updates.size(), 3u);
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(server_.team_updates[i].update_mask().paths_size(), 1);
    EXPECT_EQ(server_.team_updates[i].update_mask().paths(0), "time_zone");
  }
  EXPECT_EQ(server_.team_updates[0].team().time_zone(), "Asia/Urumqi");
  EXPECT_EQ(server_.team_updates[1].team().time_zone(), "");
  ASSERT_EQ(server_.team_updates[2].update_mask().paths_size(), 1);
  EXPECT_EQ(server_.team_updates[2].update_mask().paths(0), "display_name");
  EXPECT_EQ(Run({"team", "update", "望江组"}), 2);
}

TEST_F(Program, LooksSayWhoLookedAtWhatAndHowOften) {
  v1::Access access;
  access.set_reader("users/1");
  access.set_reader_display_name("Lin");
  access.set_kind(v1::Access::KIND_SUMMARY);
  access.set_looks(3);
  server_.accesses = {access};
  EXPECT_EQ(Run({"user", "looks"}), 0);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Lin"), HasSubstr("your figures"), HasSubstr("3")));
  EXPECT_EQ(Run({"user", "looks", "--output", "json"}), 0);
  EXPECT_EQ(Out()[0]["kind"], "summary");
  server_.accesses[0].set_kind(v1::Access::KIND_SEAL);
  EXPECT_EQ(Run({"user", "looks"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("answers that are sealed for you, opened"));
}

TEST_F(Program, ATokenIsPrintedAlone) {
  ASSERT_EQ(Run({"token", "issue", "--user", "Lin", "--ttl", "12h"}), 0);
  EXPECT_EQ(out_.str(), "a.b.c\n");
}

TEST_F(Program, TheCompletionWeShipIsTheOneItPrints) {
  ASSERT_EQ(Run({"completion", "bash"}), 0);
  std::ifstream file(absl::StrCat(AFTERCALL_SOURCE_DIR, "/deploy/completion/aftercallctl.bash"));
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(out_.str(), text.str())
      << "write it again: aftercallctl completion bash > deploy/completion/aftercallctl.bash";
}

}  // namespace
}  // namespace aftercall::ctl
