#include <gmock/gmock.h>

#include <map>

#include "tests/contract/store_under_test.h"

// Feeds: positions, whole changes, what has been seen.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::VerdictOf;

std::vector<int64_t> PositionsOf(const std::vector<domain::FeedEntry>& entries) {
  std::vector<int64_t> positions;
  for (const auto& entry : entries) positions.push_back(entry.position);
  return positions;
}

testing::Command Appending(std::vector<domain::FeedDraft> change) {
  return [change = std::move(change)](Transaction& t) { return t.Append(change); };
}

TEST_P(StoreContract, EveryEventComesBackAsWritten) {
  domain::Verdict verdict = VerdictOf(11, 4, "NUL: \\0, 好 'quoted'");
  verdict.redactions = {"email_address", "phone_number"};
  verdict.channel = domain::Channel::kSocial;
  verdict.company_fault = true;
  verdict.agent = kAnn;
  verdict.agent_display_name = "Ann";
  verdict.appeal_upheld = true;
  domain::Verdict of_a_date = VerdictOf(12, -2);
  of_a_date.answered = absl::CivilDay(2026, 2, 28);
  of_a_date.ended_at.reset();
  const domain::InteractionReference reference{
      {13}, "c13", domain::Channel::kChat, "Moving", testing::At(12), absl::CivilDay(2026, 3, 9)};
  const std::vector<domain::FeedEvent> events = {
      verdict,
      of_a_date,
      domain::VerdictChanged{verdict, -1},
      domain::VerdictWithdrawn{{11}, "stars", domain::VerdictWithdrawn::Reason::kNoAgent},
      domain::VerdictSeen{{12}, "stars", kBob, "Bob"},
      domain::VerdictSealed{reference, "stars"},
      domain::SelfAssessmentTold{reference, domain::SelfAssessment::State::kSnoozed,
                                 domain::SelfAssessment::Why::kRequested, "default", 3,
                                 testing::At(13)},
      domain::ReviewTold{
          reference,
          {21},
          domain::Review::State::kSubmitted,
          "default",
          3,
          true,
          7,
          domain::DayPart{absl::CivilDay(2026, 3, 10), domain::DayPart::Half::kAfternoon},
          true,
          true,
          "Bob",
          absl::CivilDay(2026, 3, 17),
          true},
      domain::ReviewTold{
          reference, {22}, {}, "default", 3, false, 0, {}, false, false, "", {}, false},
      domain::ReviewTaskTold{{23},
                             domain::ReviewTask::State::kSubmitted,
                             true,
                             domain::Channel::kEmail,
                             "Moving",
                             {absl::CivilDay(2026, 3, 9), domain::DayPart::Half::kMorning},
                             12,
                             testing::At(14),
                             true,
                             "default",
                             3,
                             domain::ReviewTaskTold::Answer::kDiffered,
                             true,
                             true,
                             "Ann",
                             true},
      domain::ReviewTaskTold{{24},
                             {},
                             false,
                             domain::Channel::kVoice,
                             "",
                             {absl::CivilDay(2026, 3, 9), {}},
                             5,
                             testing::At(14),
                             false,
                             "small",
                             1,
                             {},
                             false,
                             false,
                             "",
                             false},
      domain::AppealTold{
          reference,
          {31},
          "stars",
          domain::Appeal::State::kUpheld,
          domain::DayPart{absl::CivilDay(2026, 3, 10), domain::DayPart::Half::kMorning},
          {}},
      domain::AppealTold{reference, {32}, "", {}, {}, {21}},
      domain::AppealTaskTold{{33},
                             "stars",
                             domain::AppealTask::State::kTaken,
                             domain::Channel::kSocial,
                             "Moving",
                             {absl::CivilDay(2026, 3, 9), domain::DayPart::Half::kAfternoon},
                             testing::At(14),
                             false},
      domain::AppealTaskTold{{36},
                             "",
                             domain::AppealTask::State::kOffered,
                             domain::Channel::kVoice,
                             "Moving",
                             {absl::CivilDay(2026, 3, 9), domain::DayPart::Half::kMorning},
                             testing::At(14),
                             true},
      domain::KudosTold{{34}, kBob, "Bob", "Well done, 干得好"},
      domain::KudosTold{{35}, kBob, "Bob", ""},
      domain::KudosTold{{36}, kBob, "Bob", "", reference},
      domain::KudosTold{{37}, {}, "", "", reference}};
  for (const auto& event : events) Write(Appending({{kAnn, event}}));
  const auto page = Value(reader_->ReadFeed(kAnn, 0, 100));
  EXPECT_EQ(page.head, static_cast<int64_t>(events.size()));
  EXPECT_EQ(page.trimmed, 0);
  ASSERT_EQ(page.entries.size(), events.size());
  for (size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(page.entries[i].event, events[i]) << i;
    EXPECT_EQ(page.entries[i].created_at, clock_.Now());
    EXPECT_TRUE(page.entries[i].ends_change);
  }
}

TEST_P(StoreContract, PositionsAreContiguousPerFeed) {
  Write(Appending({{kAnn, VerdictOf(1, 1)}, {kBob, VerdictOf(1, 1)}, {kAnn, VerdictOf(2, 1)}}));
  Write(Appending({{kBob, VerdictOf(3, 1)}}));
  Write(Appending({{kAnn, VerdictOf(4, 1)}}));
  EXPECT_THAT(PositionsOf(Value(reader_->ReadFeed(kAnn, 0, 100)).entries), ElementsAre(1, 2, 3));
  EXPECT_THAT(PositionsOf(Value(reader_->ReadFeed(kBob, 0, 100)).entries), ElementsAre(1, 2));
  EXPECT_THAT(PositionsOf(Value(reader_->ReadFeed(kAnn, 2, 100)).entries), ElementsAre(3));
  EXPECT_THAT(Value(reader_->ReadFeed(kAnn, 3, 100)).entries, IsEmpty());
  EXPECT_THAT(Value(reader_->ReadFeed({99}, 0, 100)).entries, IsEmpty());
  EXPECT_EQ(Value(reader_->ReadFeed({99}, 0, 100)).head, 0);
}

TEST_P(StoreContract, AChangeIsReadWholeWhateverTheLimit) {
  // The feed of the change between others' entries: 1 | 2 3 4 | 5.
  Write(Appending({{kAnn, VerdictOf(1, 1)}}));
  Write(Appending({{kAnn, VerdictOf(2, 1)},
                   {kBob, VerdictOf(2, 1)},
                   {kAnn, VerdictOf(3, 1)},
                   {kBob, VerdictOf(3, 1)},
                   {kAnn, VerdictOf(4, 1)}}));
  Write(Appending({{kAnn, VerdictOf(5, 1)}}));
  const auto read = [&](int64_t after, size_t limit) {
    return PositionsOf(Value(reader_->ReadFeed(kAnn, after, limit)).entries);
  };
  EXPECT_THAT(read(0, 1), ElementsAre(1));
  EXPECT_THAT(read(0, 2), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read(0, 3), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read(0, 5), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(read(1, 1), ElementsAre(2, 3, 4));
  EXPECT_THAT(read(0, 0), IsEmpty());
  const auto entries = Value(reader_->ReadFeed(kAnn, 0, 100)).entries;
  EXPECT_TRUE(entries[0].ends_change);
  EXPECT_FALSE(entries[1].ends_change);
  EXPECT_FALSE(entries[2].ends_change);
  EXPECT_TRUE(entries[3].ends_change);
  EXPECT_TRUE(entries[4].ends_change);
}

TEST_P(StoreContract, TheLatestAreTheLatestInOrder) {
  for (int i = 1; i <= 5; ++i) Write(Appending({{kAnn, VerdictOf(i, 1)}}));
  const auto page = Value(reader_->ReadLatest(kAnn, 3));
  EXPECT_EQ(page.head, 5);
  EXPECT_THAT(PositionsOf(page.entries), ElementsAre(3, 4, 5));
  EXPECT_EQ(Value(reader_->ReadLatest(kAnn, 100)).entries.size(), 5u);
}

TEST_P(StoreContract, HeadSeenAndEntriesAreReadInsideACommand) {
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.FindHead(kAnn)).position, 0);
    auto status = t.Append(std::vector<domain::FeedDraft>{{kAnn, VerdictOf(1, 1)}});
    // A command sees its own entries.
    EXPECT_EQ(Value(t.FindHead(kAnn)).position, 1);
    EXPECT_EQ(Value(t.ReadEntries(kAnn, 0, 1)).size(), 1u);
    return status;
  });
  Write(Appending({{kAnn, VerdictOf(2, 1)}}));
  Write(Appending({{kAnn, VerdictOf(3, 1)}}));
  Write([&](Transaction& t) {
    EXPECT_THAT(PositionsOf(Value(t.ReadEntries(kAnn, 1, 2))), ElementsAre(2));
    EXPECT_EQ(Value(t.FindHead(kAnn)).seen, 0);
    return t.SetSeen(kAnn, 2);
  });
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.FindHead(kAnn)).seen, 2);
    EXPECT_EQ(Value(t.FindHead(kAnn)).position, 3);
    // Nothing has been told to Bob yet.
    return t.SetSeen(kBob, 0);
  });
  EXPECT_EQ(Value(reader_->ReadFeed(kAnn, 0, 1)).seen, 2);
  Write(Appending({{kBob, VerdictOf(1, 1)}}));
  EXPECT_EQ(Value(reader_->ReadFeed(kBob, 0, 1)).head, 1);
}

TEST_P(StoreContract, ListenersHearOfGrowthBeforeTheCommandIsAnswered) {
  Close();
  store_ = Value(place_->Open(clock_));
  std::map<int64_t, std::vector<int64_t>> heard;
  bool answered = false;
  store_->SetCommitListener([&](absl::Span<const std::shared_ptr<const FeedGrowth>> growth) {
    EXPECT_FALSE(answered);
    for (const auto& grown : growth) heard[grown->feed.value] = PositionsOf(grown->entries);
  });
  reader_ = Value(store_->NewReader());
  Write([&](Transaction& t) {
    t.TouchStanding(kBob);
    return t.Append(
        std::vector<domain::FeedDraft>{{kAnn, VerdictOf(1, 1)}, {kAnn, VerdictOf(2, 1)}});
  });
  answered = true;
  EXPECT_THAT(heard, ElementsAre(std::pair(kAnn.value, std::vector<int64_t>{1, 2}),
                                 std::pair(kBob.value, std::vector<int64_t>{})));
}

}  // namespace
}  // namespace aftercall::store
