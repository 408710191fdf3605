#include "absl/strings/str_split.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"

// verify, backup and restore.
namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A check of which everything is right but what `findings` names.
std::vector<v1::VerifyStoreResponse> CheckOf(const std::vector<bool>& findings_mended) {
  std::vector<v1::VerifyStoreResponse> messages(1);
  messages[0].mutable_progress()->set_phase(v1::VERIFY_PHASE_FILE);
  v1::VerifyReport report;
  report.set_feeds(1234);
  for (const bool mended : findings_mended) {
    v1::VerifyFinding* finding = messages.emplace_back().mutable_finding();
    finding->set_phase(v1::VERIFY_PHASE_ROLLUPS);
    finding->set_place("users/1 2026-01-31");
    finding->set_description("The roll-up holds 3.");
    finding->set_mended(mended);
    report.set_findings(report.findings() + 1);
    if (mended) report.set_mended(report.mended() + 1);
  }
  *messages.emplace_back().mutable_report() = report;
  return messages;
}

TEST_F(Program, AVerifyThatFindsNothingSaysWhatItChecked) {
  server_.check = CheckOf({});
  EXPECT_EQ(Run({"verify"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("1,234 feeds"), HasSubstr("Nothing is wrong.")));
  EXPECT_THAT(err_.str(), IsEmpty());
  EXPECT_FALSE(server_.verified.mend());
  EXPECT_EQ(Run({"verify", "--output", "json"}), 0);
  EXPECT_EQ(Out()["report"]["feeds"], 1234);
  EXPECT_EQ(Out()["findings"].size(), 0u);
}

TEST_F(Program, AVerifyEndsWithOneWhereSomethingRemainsWrong) {
  server_.check = CheckOf({true, false});
  EXPECT_EQ(Run({"verify", "--mend"}), 1);
  EXPECT_TRUE(server_.verified.mend());
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("The roll-up holds 3."), HasSubstr("users/1 2026-01-31"),
                                HasSubstr("Wrong: 2; mended: 1.")));
  EXPECT_EQ(err_.str(), "aftercallctl: 1 of what was found remains wrong\n");
  EXPECT_EQ(Run({"verify", "--output", "jsonl"}), 1);
  const std::vector<std::string> lines = absl::StrSplit(out_.str(), '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(nlohmann::json::parse(lines[1])["finding"]["phase"], "rollups");
  server_.check = CheckOf({true});
  EXPECT_EQ(Run({"verify", "--mend"}), 0);
  server_.check.pop_back();
  EXPECT_EQ(Run({"verify"}), 1) << "a check without an end has checked nothing";
}

std::vector<v1::BackupStoreResponse> BackupOf(const std::string& text, const std::string& sha256) {
  std::vector<v1::BackupStoreResponse> messages(4);
  messages[0].mutable_progress()->set_total(10);
  messages[1].mutable_header()->set_size_bytes(static_cast<int64_t>(text.size()));
  messages[2].set_data(text);
  messages[3].set_sha256(sha256);
  return messages;
}

constexpr char kShaOfAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST_F(Program, ABackupIsThereWholeAndForItsOwnerAlone) {
  server_.backup = BackupOf("abc", kShaOfAbc);
  ASSERT_EQ(Run({"backup", Path("b")}), 0) << err_.str();
  EXPECT_EQ(Read("b"), "abc");
  EXPECT_EQ(std::filesystem::status(Path("b")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THAT(out_.str(), HasSubstr(kShaOfAbc));
  server_.backup = BackupOf("abc", kShaOfAbc);
  EXPECT_EQ(Run({"backup", Path("b")}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("--force"));
  EXPECT_EQ(Run({"backup", Path("b"), "--force", "--output", "json"}), 0);
  EXPECT_EQ(Out()["size_bytes"], 3);
}

TEST_F(Program, ABackupThatIsNotWholeLeavesNoFile) {
  Write("kept", "before");
  for (const auto& messages :
       {BackupOf("abd", kShaOfAbc), BackupOf("abc", ""), BackupOf("abc", "0")}) {
    server_.backup = messages;
    EXPECT_EQ(Run({"backup", Path("b")}), 1);
    EXPECT_EQ(Run({"backup", Path("kept"), "--force"}), 1);
  }
  server_.backup = BackupOf("abc", kShaOfAbc);
  server_.maintenance_error = absl::UnavailableError("gone");
  EXPECT_EQ(Run({"backup", Path("b")}), 1);
  EXPECT_EQ(Run({"backup", "/nonexistent/folder/b"}), 1);
  EXPECT_EQ(Read("kept"), "before");
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    EXPECT_NE(entry.path().filename().string().substr(0, 2), "b.") << "a part of it remains";
    EXPECT_NE(entry.path().filename(), "b");
  }
}

TEST_F(Program, ARestoreSendsTheFileAndWaitsForTheServer) {
  Write("b", "abc");
  server_.looks_until_back = 2;
  ASSERT_EQ(Run({"restore", Path("b"), "--output", "json"}), 0) << err_.str();
  ASSERT_EQ(server_.restored.size(), 3u);
  EXPECT_EQ(server_.restored[0].size_bytes(), 3);
  EXPECT_EQ(server_.restored[1].data(), "abc");
  EXPECT_EQ(server_.restored[2].sha256(), kShaOfAbc);
  EXPECT_EQ(Out()["epoch"], "the next life");
  server_.store_error = absl::UnauthenticatedError("closed");
  EXPECT_EQ(Run({"restore", Path("b")}), 0);
  EXPECT_THAT(err_.str(), HasSubstr("admin.token"));
  server_.looks_until_back = 1000000;
  EXPECT_EQ(Run({"restore", Path("b"), "--wait", "1s"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("not back yet"));
}

TEST_F(Program, ARestoreThatIsRefusedSaysWhy) {
  EXPECT_EQ(Run({"restore", Path("none")}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("cannot be read"));
  EXPECT_THAT(server_.restored, IsEmpty());
  Write("b", "abc");
  server_.maintenance_error =
      wire::ToStatus(absl::StatusCode::kInvalidArgument, {"BACKUP_INVALID", "", "", "It is none."});
  EXPECT_EQ(Run({"restore", Path("b")}), 1);
  EXPECT_EQ(err_.str(), "aftercallctl: It is none.\n");
}

}  // namespace
}  // namespace aftercall::ctl
