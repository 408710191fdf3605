#include "shared/wire/problem.h"

#include <gtest/gtest.h>

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace aftercall::wire {
namespace {

Problem OutOfScale() {
  return {"RATING_OUT_OF_SCALE", "response.rating", "7",
          "The rating 7 is not on the scale 1 to 5."};
}

absl::Status OverTheWire(const absl::Status& status) {
  return FromWire(status.code(), status.message(), ToWire(status));
}

TEST(Problem, ComesBackFromAStatus) {
  const absl::Status status = ToStatus(absl::StatusCode::kInvalidArgument, OutOfScale());
  EXPECT_EQ(status.message(), OutOfScale().description);
  const auto problem = ProblemOf(status);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, OutOfScale().reason);
  EXPECT_EQ(problem->field, OutOfScale().field);
  EXPECT_EQ(problem->value, OutOfScale().value);
  EXPECT_EQ(problem->description, OutOfScale().description);
}

TEST(Problem, CrossesTheWire) {
  const absl::Status status = OverTheWire(WithRetryAfter(
      ToStatus(absl::StatusCode::kUnavailable, OutOfScale()), absl::Milliseconds(2500)));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  const auto problem = ProblemOf(status);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, OutOfScale().reason);
  EXPECT_EQ(RetryAfterOf(status), absl::Milliseconds(2500));
}

TEST(Problem, IsReadByOtherClientsToo) {
  google::rpc::Status wire;
  ASSERT_TRUE(
      wire.ParseFromString(ToWire(ToStatus(absl::StatusCode::kInvalidArgument, OutOfScale()))));
  EXPECT_EQ(wire.code(), 3);
  bool found = false;
  for (const auto& detail : wire.details()) {
    google::rpc::BadRequest bad;
    if (!detail.UnpackTo(&bad)) continue;
    found = true;
    ASSERT_EQ(bad.field_violations_size(), 1);
    EXPECT_EQ(bad.field_violations(0).field(), "response.rating");
  }
  EXPECT_TRUE(found);
}

TEST(Problem, WithoutAFieldNamesNone) {
  Problem problem = OutOfScale();
  problem.field.clear();
  const auto back = ProblemOf(ToStatus(absl::StatusCode::kInternal, problem));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->field, "");
  EXPECT_EQ(back->value, "");
}

TEST(Problem, ShortensLongValuesAndMasksBytesThatAreNoText) {
  Problem problem = OutOfScale();
  problem.value = std::string(5000, 'x');
  auto back = ProblemOf(ToStatus(absl::StatusCode::kInvalidArgument, problem));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->value, std::string(100, 'x') + "…");
  problem.value = "\xFF\xFE";
  back = ProblemOf(ToStatus(absl::StatusCode::kInvalidArgument, problem));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->value, "(not UTF-8)");
}

TEST(Problem, ThereIsNoneInAnOrdinaryStatus) {
  EXPECT_FALSE(ProblemOf(absl::OkStatus()));
  EXPECT_FALSE(ProblemOf(absl::InternalError("oh")));
  EXPECT_FALSE(RetryAfterOf(absl::UnavailableError("gone")));
}

TEST(Problem, SurvivesDetailsThatAreGarbage) {
  const absl::Status status = FromWire(absl::StatusCode::kUnavailable, "gone", "\xFF\xFFgarbage");
  EXPECT_EQ(status, absl::UnavailableError("gone"));
}

}  // namespace
}  // namespace aftercall::wire
