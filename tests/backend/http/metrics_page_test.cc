#include "backend/http/metrics_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/http_get.h"

namespace aftercall::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(MetricsPage, ShowsFiguresAsTheyAreWhenAsked) {
  metrics::Durations durations;
  double streams = 1;
  const auto page = MetricsPage::Serve(
      "127.0.0.1:0", {{"aftercall_streams", "Feeds.", [&streams] { return streams; }}},
      {{"aftercall_commit_seconds", "To the disk.", &durations}});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_THAT((*page)->Url(), AllOf(StartsWith("http://127.0.0.1:"), HasSubstr("/metrics")));
  streams = 7;
  durations.Note(absl::Microseconds(15), 2);
  durations.Note(absl::Hours(1));
  const auto text = testing::HttpGet((*page)->Url());
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, AllOf(HasSubstr("# HELP aftercall_streams Feeds.\n"),
                           HasSubstr("aftercall_streams 7\n"),
                           HasSubstr("# TYPE aftercall_commit_seconds histogram\n"),
                           HasSubstr("aftercall_commit_seconds_count 3\n"),
                           HasSubstr("aftercall_commit_seconds_bucket{le=\"1e-05\"} 0\n"),
                           HasSubstr("aftercall_commit_seconds_bucket{le=\"2e-05\"} 2\n"),
                           HasSubstr("aftercall_commit_seconds_bucket{le=\"+Inf\"} 3\n")));
}

TEST(MetricsPage, SaysThatAPortIsTaken) {
  const auto page = MetricsPage::Serve("127.0.0.1:0", {}, {});
  ASSERT_TRUE(page.ok());
  std::string taken = (*page)->Url().substr(7);
  taken = taken.substr(0, taken.find('/'));
  const auto second = MetricsPage::Serve(taken, {}, {});
  EXPECT_EQ(second.status(), absl::UnavailableError("Metrics cannot be served on " + taken +
                                                    "; is the port taken?"));
}

}  // namespace
}  // namespace aftercall::http
