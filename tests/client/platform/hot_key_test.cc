#include "client/platform/hot_key.h"

#include <gtest/gtest.h>

#include <atomic>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "tests/client/platform/x_server.h"

// Before the last, which takes away macros that it needs.
#include <X11/extensions/XTest.h>

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

// A keyboard on an X server of its own.
class HotKeyTest : public testing::Test {
 protected:
  void SetUp() override {
    server_ = XServer::Start();
    if (server_ == nullptr) GTEST_SKIP() << "Xvfb is not installed";
    display_ = XOpenDisplay(nullptr);
    ASSERT_NE(display_, nullptr);
  }
  void TearDown() override {
    if (display_ != nullptr) XCloseDisplay(display_);
  }

  void Press(KeySym key) { XTestFakeKeyEvent(display_, XKeysymToKeycode(display_, key), 1, 0); }
  void Release(KeySym key) { XTestFakeKeyEvent(display_, XKeysymToKeycode(display_, key), 0, 0); }
  void Send() { XSync(display_, 0); }

  // Ctrl+Shift and a key, pressed and let go.
  void Strike(KeySym key) {
    Press(XK_Control_L);
    Press(XK_Shift_L);
    Press(key);
    Release(key);
    Release(XK_Shift_L);
    Release(XK_Control_L);
    Send();
  }

  const HotKey::Keys keys_{.ctrl = true, .shift = true, .key = "F9"};
  std::unique_ptr<XServer> server_;
  Display* display_ = nullptr;
};

TEST_F(HotKeyTest, IsHeardWhereverTheKeyboardIsAndNothingElseIs) {
  std::atomic<int> heard = 0;
  absl::Notification third;
  auto hot_key = HotKey::Listen(keys_, [&] {
    if (++heard == 3) third.Notify();
  });
  ASSERT_TRUE(hot_key.ok()) << hot_key.status();
  Strike(XK_F8);
  Strike(XK_F9);
  // Another way to hold the locks.
  Press(XK_Caps_Lock);
  Release(XK_Caps_Lock);
  Strike(XK_F9);
  Strike(XK_F7);
  Strike(XK_F9);
  EXPECT_TRUE(third.WaitForNotificationWithTimeout(absl::Seconds(30)));
  hot_key->reset();
  EXPECT_EQ(heard, 3);
}

TEST_F(HotKeyTest, BelongsToOneProgramAtATime) {
  auto first = HotKey::Listen(keys_, [] {});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(absl::IsAlreadyExists(HotKey::Listen(keys_, [] {}).status()));
  first->reset();
  EXPECT_TRUE(HotKey::Listen(keys_, [] {}).ok());
}

TEST_F(HotKeyTest, AKeyThatNoKeyboardHasIsRefused) {
  EXPECT_TRUE(
      absl::IsInvalidArgument(HotKey::Listen({.ctrl = true, .key = "F99"}, [] {}).status()));
}

}  // namespace
}  // namespace aftercall::platform
