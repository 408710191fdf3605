#include "client/ui/quiet_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/ui/day_panel.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

const absl::Time kMoment = absl::FromUnixSeconds(1'750'000'000);

class QuietPanelTest : public testing::Test {
 protected:
  void Draw() {
    const PanelFrame frame = day_.Draw({nullptr, nullptr, nullptr, quiet_until_, hand_,
                                        harness_.tr(), kMoment, absl::UTCTimeZone()},
                                       harness_.theme(), harness_.type());
    for (const Intent& intent : frame.intents) {
      if (const auto* quiet = std::get_if<BeQuiet>(&intent)) asked_ = quiet->how_long;
      ended_ = ended_ || std::holds_alternative<EndQuiet>(intent);
    }
  }
  // Presses wherever something is drawn at `x`, from the top on, until something was asked for.
  void PressWherever(float x) {
    for (int y = 60; y < 400 && !asked_ && !ended_; y += 6) {
      harness_.Click(x, static_cast<float>(y), [this] { Draw(); });
    }
  }

  ViewHarness harness_{460, 420};
  DayPanel day_;
  model::Hand hand_;
  std::optional<absl::Time> quiet_until_;
  std::optional<absl::Duration> asked_;
  bool ended_ = false;
};

TEST_F(QuietPanelTest, ATimeIsChosenWithOnePress) {
  harness_.Frame([this] { Draw(); });
  for (const char* const text : {"Do not disturb", "30 minutes", "1 hour", "2 hours"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  PressWherever(40);
  EXPECT_EQ(asked_, absl::Minutes(30));
}

TEST_F(QuietPanelTest, SaysUntilWhenAndEndsWithOnePress) {
  quiet_until_ = kMoment + absl::Hours(1);
  harness_.Frame([this] { Draw(); });
  EXPECT_TRUE(harness_.Drew("Until 16:06"));
  EXPECT_FALSE(harness_.Drew("30 minutes"));
  PressWherever(40);
  EXPECT_TRUE(ended_);
}

}  // namespace
}  // namespace aftercall::ui
