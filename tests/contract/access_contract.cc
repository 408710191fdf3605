#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Looks at other people's records.
namespace aftercall::store {
namespace {

using ::testing::IsEmpty;
using Kind = domain::Look::Kind;

TEST_P(StoreContract, LooksOfOneReaderOfOneKindOnOneDayAreOneLine) {
  const auto ann = AddUser("Ann"), lee = AddUser("Lee");
  const domain::Look look{ann, lee, Kind::kSummary};
  const absl::Time first = clock_.Now();
  Write([&](Transaction& t) { return t.NoteLook(look, kDay); });
  clock_.Advance(absl::Minutes(5));
  Write([&](Transaction& t) { return t.NoteLook(look, kDay); });
  const auto list = Value(reader_->ListAccesses(ann, {}, 10));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].look, look);
  EXPECT_EQ(list[0].reader_display_name, "Lee");
  EXPECT_EQ(list[0].day, kDay);
  EXPECT_EQ(list[0].first_at, first);
  EXPECT_EQ(list[0].last_at, clock_.Now());
  EXPECT_EQ(list[0].looks, 2);
  EXPECT_THAT(Value(reader_->ListAccesses(lee, {}, 10)), IsEmpty());
}

TEST_P(StoreContract, LooksAreListedFromTheLatestDayOnPageByPage) {
  const auto ann = AddUser("Ann"), lee = AddUser("Lee"), kim = AddUser("Kim");
  for (const auto reader : {lee, kim}) {
    for (const auto kind : {Kind::kSummary, Kind::kInteraction}) {
      for (int day = 0; day < 3; ++day) {
        Write([&](Transaction& t) { return t.NoteLook({ann, reader, kind}, kDay + day); });
      }
    }
  }
  const auto all = Value(reader_->ListAccesses(ann, {}, 100));
  ASSERT_EQ(all.size(), 12u);
  for (size_t i = 1; i < all.size(); ++i) EXPECT_GE(all[i - 1].day, all[i].day);
  for (const size_t size : {1u, 2u, 5u}) {
    std::vector<domain::Access> paged;
    std::optional<domain::Access> after;
    while (true) {
      const auto page = Value(reader_->ListAccesses(ann, after, size));
      if (page.empty()) break;
      paged.insert(paged.end(), page.begin(), page.end());
      after = page.back();
      ASSERT_LE(paged.size(), all.size());
    }
    ASSERT_EQ(paged.size(), all.size());
    for (size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(paged[i].look, all[i].look);
      EXPECT_EQ(paged[i].day, all[i].day);
    }
  }
}

}  // namespace
}  // namespace aftercall::store
