#include "client/ui/sign_in_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using model::SignInState;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

// A panel with its main action at the foot's right end.
class SignInPanelTest : public testing::Test {
 protected:
  static constexpr int kHeight = 420;

  SignInPanelTest() : harness_(kPanelWidth, kHeight) {}

  void Frame() { harness_.Frame(Collect()); }

  std::function<void()> Collect() {
    return [this] {
      PanelFrame frame = panel_.Draw(state_, wants_new_, on_their_way_, harness_.theme(),
                                     harness_.type(), harness_.tr());
      for (Intent& intent : frame.intents) wanted_.push_back(std::move(intent));
    };
  }

  void Type(const std::string& text) {
    Frame();
    Frame();
    for (const char c : text) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    Frame();
    Frame();
  }

  // The action at the foot, `from_right` pixels from the panel's right side.
  void PressFoot(float from_right) {
    harness_.Click(kPanelWidth - from_right, kHeight - 28, Collect());
  }

  ViewHarness harness_;
  SignInPanel panel_;
  SignInState state_;
  bool wants_new_ = true;
  size_t on_their_way_ = 0;
  Intents wanted_;
};

TEST_F(SignInPanelTest, WhatIsPastedSignsInWithoutTheSpaceAroundIt) {
  Type(" aaa.bbb.ccc ");
  PressFoot(45);
  EXPECT_THAT(wanted_, Contains(Intent(SignIn{"aaa.bbb.ccc"})));
}

TEST_F(SignInPanelTest, NothingPastedSignsNobodyIn) {
  Frame();
  PressFoot(45);
  EXPECT_THAT(wanted_, Not(Contains(testing::VariantWith<SignIn>(testing::_))));
}

TEST_F(SignInPanelTest, WhatWillNotDoSaysWhy) {
  state_.trouble = SignInState::Trouble::kNoToken;
  Frame();
  EXPECT_TRUE(harness_.Drew("That is no token."));
  state_.trouble = SignInState::Trouble::kRunOut;
  Frame();
  EXPECT_TRUE(harness_.Drew("has run out"));
}

TEST_F(SignInPanelTest, SigningOutSaysWhatGoesAndWhatWouldBeLost) {
  wants_new_ = false;
  state_.is_in = true;
  Frame();
  EXPECT_TRUE(harness_.Drew("Customers' words, your drafts"));
  EXPECT_FALSE(harness_.Drew("would be lost"));
  on_their_way_ = 2;
  Frame();
  EXPECT_TRUE(harness_.Drew("2 things that you did have not reached the server yet."));
}

TEST_F(SignInPanelTest, StayingIsTheMainActionAndTheOtherSignsOut) {
  wants_new_ = false;
  state_.is_in = true;
  Frame();
  PressFoot(60);
  EXPECT_THAT(wanted_, Contains(Intent(ClosePanel{})));
  EXPECT_THAT(wanted_, Not(Contains(Intent(SignOut{}))));
  wanted_.clear();
  PressFoot(190);
  EXPECT_THAT(wanted_, Contains(Intent(SignOut{})));
}

TEST_F(SignInPanelTest, ATokenIsForgottenOnceSomebodyIsIn) {
  Type("aaa.bbb.ccc");
  wants_new_ = false;
  state_.is_in = true;
  Frame();
  wants_new_ = true;
  wanted_.clear();
  Frame();
  PressFoot(45);
  EXPECT_THAT(wanted_, Not(Contains(testing::VariantWith<SignIn>(testing::_))));
}

}  // namespace
}  // namespace aftercall::ui
