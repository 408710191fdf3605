#include "client/net/kept_json.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "tests/client/net/make_kept.h"

namespace aftercall::net {
namespace {

TEST(KeptText, ComesBackWhole) {
  const model::Kept kept = MakeKept();
  const auto back = ReadKept(WriteKept(kept));
  ASSERT_TRUE(back.ok()) << back.status();
  ExpectSame(*back, kept);
}

TEST(KeptText, ComesBackFromNothingMuch) {
  model::Kept kept;
  kept.feed.cursor = {"", 0};
  const auto back = ReadKept(WriteKept(kept));
  ASSERT_TRUE(back.ok()) << back.status();
  ExpectSame(*back, kept);
}

TEST(KeptText, CutAnywhereIsRefused) {
  const std::string text = WriteKept(MakeKept());
  for (size_t size = 0; size < text.size(); ++size) {
    ASSERT_FALSE(ReadKept(absl::string_view(text).substr(0, size)).ok()) << size;
  }
}

TEST(KeptText, DamagedAnywhereIsRefused) {
  std::mt19937_64 random(5);
  const std::string text = WriteKept(MakeKept());
  for (size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (random() % 8)));
    ASSERT_FALSE(ReadKept(damaged).ok()) << i;
  }
}

// A checksum is no proof of sense: a file may have been written by another version, or a hand.
TEST(KeptText, ThatMakesNoSenseIsRefusedEvenWithARightChecksum) {
  const std::string text = WriteKept(MakeKept());
  const std::string body = text.substr(text.find('\n') + 1);
  const auto with = [&](absl::string_view from, absl::string_view to) {
    std::string other = body;
    const size_t at = other.find(std::string(from));
    EXPECT_NE(at, std::string::npos) << from;
    other.replace(at, from.size(), std::string(to));
    return ReadKept(absl::StrCat("aftercall-kept 4 ", HashOf(other), "\n", other));
  };
  EXPECT_TRUE(with("\"rating\":2", "\"rating\":3").ok());
  EXPECT_FALSE(with("\"rating\":2", "\"rating\":99").ok());
  EXPECT_FALSE(with("\"rating\":2", "\"rating\":\"2\"").ok());
  EXPECT_FALSE(with("\"rating\":2", "\"rating\":null").ok());
  EXPECT_FALSE(with("\"high\":5", "\"high\":5000").ok());
  EXPECT_FALSE(with("\"channel\":1", "\"channel\":77").ok());
  EXPECT_FALSE(with("\"kind\":1", "\"kind\":-1").ok());
  EXPECT_FALSE(with("2025-06-14", "2025-06-41").ok());
  EXPECT_FALSE(with("\"position\":", "\"position\":-").ok());
  EXPECT_FALSE(with("\"own\":[", "\"own\":[-").ok());
  EXPECT_FALSE(with("\"rating\":2", "\"rating\":2.5").ok());
  EXPECT_FALSE(with("\"rating\":2", "\"rating\":4294967298").ok()) << "2, if it were cut off";
  EXPECT_FALSE(with("\"position\":", "\"position\":1e60").ok());
  EXPECT_FALSE(with("\"items\":", "\"objects\":").ok());
  EXPECT_TRUE(with("\"do\":\"skip\"", "\"do\":\"reveal\"").ok());
  EXPECT_FALSE(with("\"do\":\"skip\"", "\"do\":\"dance\"").ok());
  EXPECT_FALSE(with("\"state\":3", "\"state\":4").ok()) << "what is over is not kept";
  EXPECT_FALSE(
      with("\"interaction\":\"interactions/c\",\"topic\"", "\"interaction\":\"\",\"topic\"").ok());
  EXPECT_FALSE(with("\"prompts\":", "\"promises\":").ok());
  EXPECT_FALSE(with("\"request\":[\"interactions/b", "\"request\":[\"interactions/z").ok());
  EXPECT_FALSE(with("\"request_id\":\"id-h\"", "\"request_id\":\"\"").ok());
  EXPECT_FALSE(with("form = \\\"default\\\"", "form = default").ok());
  EXPECT_FALSE(ReadKept(absl::StrCat("aftercall-kept 4 ", HashOf("[]"), "\n[]")).ok());
}

TEST(KeptText, OfVersionsThatCouldNotAskForLaterIsRead) {
  model::Kept kept;
  kept.feed.cursor = {"", 0};
  kept.drafts = {{"interactions/f/review", {{}, "?", {{"need"}, "0:12", "Bob"}}}};
  const std::string text = WriteKept(kept);
  std::string body = text.substr(text.find('\n') + 1);
  for (const std::string now : {"\"asks_later\":[],", ",true]"}) {
    ASSERT_NE(body.find(now), std::string::npos) << now;
    body.replace(body.find(now), now.size(), now.back() == ']' ? "]" : "");
  }
  const auto back = ReadKept(absl::StrCat("aftercall-kept 4 ", HashOf(body), "\n", body));
  ASSERT_TRUE(back.ok()) << back.status();
  ExpectSame(*back, kept);
}

// As versions wrote it that knew the question alone.
TEST(KeptText, OfAnEarlierVersionIsRead) {
  model::Kept kept;
  kept.feed.cursor = {"", 0};
  kept.commands = {{"id", "interactions/e/review",
                    model::RequestReview{"interactions/e", "?", {"need"}, {}, {}}}};
  const std::string text = WriteKept(kept);
  std::string body = text.substr(text.find('\n') + 1);
  const std::string now = R"(["interactions/e","?",["need"],[],[]])";
  ASSERT_NE(body.find(now), std::string::npos);
  body.replace(body.find(now), now.size(), R"(["interactions/e","?"])");
  const auto back = ReadKept(absl::StrCat("aftercall-kept 4 ", HashOf(body), "\n", body));
  ASSERT_TRUE(back.ok()) << back.status();
  kept.commands[0].what = model::RequestReview{"interactions/e", "?"};
  ExpectSame(*back, kept);
}

TEST(KeptText, ThatThePersonDoesNotWantToBeDisturbedIsKept) {
  model::Kept kept;
  kept.feed.cursor = {"", 0};
  kept.feed.quiet_until = absl::FromUnixSeconds(1'750'000'100);
  const auto back = ReadKept(WriteKept(kept));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->feed.quiet_until, kept.feed.quiet_until);
}

// As versions wrote it that knew of no evaluations.
TEST(KeptText, OfAVersionWithoutEvaluationsIsRead) {
  model::Kept kept;
  kept.feed.cursor = {"", 0};
  kept.commands = {{"1", "a", model::OpenAppeal{"interactions/a", "csat", "no"}},
                   {"2", "b", model::GiveKudos{"users/b", "calm"}}};
  model::KudosItem praise;
  praise.told = {"users/li/kudos/k", "Maya", "calm", absl::FromUnixSeconds(1'750'000'100)};
  praise.position = 3;
  kept.feed.kudos = {praise};
  const std::string text = WriteKept(kept);
  std::string body = text.substr(text.find('\n') + 1);
  const auto drop = [&](const std::string& what, const std::string& instead) {
    ASSERT_NE(body.find(what), std::string::npos) << what;
    body.replace(body.find(what), what.size(), instead);
  };
  drop(R"(["interactions/a","csat","no",""])", R"(["interactions/a","csat","no"])");
  drop(R"(["users/b","calm","",""])", R"(["users/b","calm"])");
  drop(R"("evaluations":{},)", "");
  drop(R"("reference":null,)", "");
  drop(R"("quiet_until":null,)", "");
  const auto back = ReadKept(absl::StrCat("aftercall-kept 4 ", HashOf(body), "\n", body));
  ASSERT_TRUE(back.ok()) << back.status();
  ExpectSame(*back, kept);
}

TEST(KeptText, PausesOfTeamsAreAsVersionsWithoutQueuesWriteThem) {
  const std::string text = WriteKept(MakeKept());
  for (const char* word : {"start", "end"}) {
    const std::string of_team = absl::StrCat("\"", word, "_pause\":\"teams/a\"");
    EXPECT_NE(text.find(of_team), std::string::npos) << of_team;
  }
}

TEST(KeptText, HashIsSha256) {
  EXPECT_EQ(HashOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace aftercall::net
