#include "client/platform/window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "client/platform/desktop.h"
#include "client/platform/surface.h"
#include "tests/client/platform/x_server.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

// Mesa's drivers leave a little behind when they are unloaded; that is not for us to find.
struct LeaksOfDrivers {
#ifdef __SANITIZE_ADDRESS__
  __lsan::ScopedDisabler disabled;
#endif
};

// A real window on an X server of its own.
class WindowTest : public testing::Test {
 protected:
  void SetUp() override {
    server_ = XServer::Start();
    if (server_ == nullptr) GTEST_SKIP() << "Xvfb is not installed";
    absl::StatusOr<std::unique_ptr<Desktop>> desktop = Desktop::Connect();
    ASSERT_TRUE(desktop.ok()) << desktop.status();
    desktop_ = *std::move(desktop);
    absl::StatusOr<std::unique_ptr<Fonts>> fonts = Fonts::Load(FontFiles::Installed());
    ASSERT_TRUE(fonts.ok()) << fonts.status();
    fonts_ = *std::move(fonts);
  }

  std::unique_ptr<Surface> OpenBar(RendererKind kind, DockEdge edge = DockEdge::kTop) {
    absl::StatusOr<std::unique_ptr<Window>> window =
        Window::OpenBar(*desktop_, kind, {edge, ""}, 40);
    if (!window.ok()) return nullptr;
    absl::StatusOr<std::unique_ptr<Surface>> surface =
        Surface::Create(*std::move(window), kind, *fonts_);
    if (!surface.ok()) return nullptr;
    (*surface)->window().Show();
    desktop_->WaitEvents(absl::Now() + absl::Milliseconds(200));
    return *std::move(surface);
  }

  absl::StatusOr<FrameStats> DrawScene(Surface& surface, const std::string& text) {
    return surface.Draw(absl::Now(), IM_COL32(0xF7, 0xF6, 0xF2, 255), [&] {
      ImDrawList* const list = ImGui::GetForegroundDrawList();
      list->AddRectFilled(ImVec2(20, 6), ImVec2(120, 34), IM_COL32(0, 0x62, 0x9B, 255), 5);
      list->AddRect(ImVec2(140, 6), ImVec2(240, 34), IM_COL32(0x7A, 0x82, 0x8A, 255), 5);
      list->AddCircleFilled(ImVec2(260, 20), 5, IM_COL32(0, 0x70, 0x4F, 128));
      list->AddText(fonts_->font(TextStyle::kRegular), 21, ImVec2(300, 10),
                    IM_COL32(0x1D, 0x21, 0x26, 255),
                    fonts_->Drawable(TextStyle::kRegular, text).c_str());
    });
  }

  std::unique_ptr<XServer> server_;
  std::unique_ptr<Desktop> desktop_;
  std::unique_ptr<Fonts> fonts_;
};

TEST_F(WindowTest, TheBarLiesAlongItsEdge) {
  auto top = OpenBar(RendererKind::kSoftware, DockEdge::kTop);
  ASSERT_NE(top, nullptr);
  EXPECT_EQ(top->window().place(), (Rect{0, 0, 1280, 40}));
  auto bottom = OpenBar(RendererKind::kSoftware, DockEdge::kBottom);
  ASSERT_NE(bottom, nullptr);
  EXPECT_EQ(bottom->window().place(), (Rect{0, 760, 1280, 800}));
}

TEST_F(WindowTest, WhatIsDrawnIsOnTheScreenAndDrawnOnce) {
  auto bar = OpenBar(RendererKind::kSoftware);
  ASSERT_NE(bar, nullptr);
  bar->TakeWishes();
  absl::StatusOr<FrameStats> first = DrawScene(*bar, "处理很快 Quick");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->pixels_presented, 1280 * 40);
  absl::StatusOr<FrameStats> second = DrawScene(*bar, "处理很快 Quick");
  EXPECT_EQ(second->pixels_presented, 0);
  absl::StatusOr<FrameStats> third = DrawScene(*bar, "处理很好 Quick");
  EXPECT_GT(third->pixels_presented, 0);
  EXPECT_LE(third->pixels_presented, 128 * 40);
  absl::StatusOr<Capture> shot = bar->window().Screenshot();
  ASSERT_TRUE(shot.ok()) << shot.status();
  EXPECT_EQ(shot->canvas().row(20)[60] & 0xFFFFFF, 0x00629Bu);
  EXPECT_EQ(shot->canvas().row(2)[2] & 0xFFFFFF, 0xF7F6F2u);
}

TEST_F(WindowTest, AHiddenBarComesBackWhereItWas) {
  auto bar = OpenBar(RendererKind::kSoftware);
  ASSERT_NE(bar, nullptr);
  bar->window().Hide();
  desktop_->WaitEvents(absl::Now() + absl::Milliseconds(200));
  EXPECT_FALSE(bar->window().Screenshot().ok());
  bar->window().Show();
  desktop_->WaitEvents(absl::Now() + absl::Milliseconds(200));
  EXPECT_EQ(bar->window().place(), (Rect{0, 0, 1280, 40}));
  EXPECT_TRUE(bar->window().Screenshot().ok());
}

TEST_F(WindowTest, AWindowManagerThatIsBusyHoldsNobodyUp) {
  // Asked to show the window, it does nothing about it.
  Display* const manager = XOpenDisplay(nullptr);
  ASSERT_NE(manager, nullptr);
  XSelectInput(manager, DefaultRootWindow(manager), SubstructureRedirectMask);
  XSync(manager, 0);
  auto bar = OpenBar(RendererKind::kSoftware);
  ASSERT_NE(bar, nullptr);
  bar->window().SetClipboard("an event of another kind");
  bar->window().Hide();
  bar->window().Show();
  EXPECT_FALSE(bar->window().is_shown());
  // It is gone: now the window comes.
  XCloseDisplay(manager);
  bar->window().Show();
  EXPECT_TRUE(bar->window().is_shown());
}

TEST_F(WindowTest, AScreenThatIsNotThereIsTheMainOne) {
  const auto monitor = desktop_->MonitorFor("HDMI-7");
  ASSERT_TRUE(monitor.ok()) << monitor.status();
  EXPECT_EQ(monitor->place, (Rect{0, 0, 1280, 800}));
  EXPECT_EQ(monitor->name, desktop_->Monitors().front().name);
}

class ScaledWindowTest : public WindowTest, public testing::WithParamInterface<float> {};

TEST_P(ScaledWindowTest, SoftwareAndOpenGlShowTheSame) {
  fonts_->SetScale(GetParam());
  auto software = OpenBar(RendererKind::kSoftware, DockEdge::kTop);
  ASSERT_NE(software, nullptr);
  [[maybe_unused]] const LeaksOfDrivers ignored{};
  auto opengl = OpenBar(RendererKind::kOpenGl, DockEdge::kBottom);
  if (opengl == nullptr) GTEST_SKIP() << "no OpenGL 3.2 here";
  const std::string text = "处理很快 “Very patient” 🙂";
  ASSERT_TRUE(DrawScene(*software, text).ok());
  ASSERT_TRUE(DrawScene(*opengl, text).ok());
  absl::SleepFor(absl::Milliseconds(200));
  absl::StatusOr<Capture> ours = software->window().Screenshot();
  absl::StatusOr<Capture> theirs = opengl->window().Screenshot();
  ASSERT_TRUE(ours.ok() && theirs.ok());
  ASSERT_EQ(ours->pixels.size(), theirs->pixels.size());
  // Tolerance: each channel may differ by 3 of 255 (rounding of blends); where shapes' soft edges
  // fall, 0.1% of the pixels may differ more.
  size_t different = 0;
  for (size_t i = 0; i < ours->pixels.size(); ++i) {
    for (const int shift : {0, 8, 16}) {
      const int a = ours->pixels[i] >> shift & 0xFF, b = theirs->pixels[i] >> shift & 0xFF;
      if (std::abs(a - b) > 3) {
        ++different;
        break;
      }
    }
  }
  EXPECT_LE(different, ours->pixels.size() / 1000);
}

INSTANTIATE_TEST_SUITE_P(Scales, ScaledWindowTest, testing::Values(0.75f, 1.0f, 1.25f, 2.0f));

TEST_F(WindowTest, PostWakeEndsAWait) {
  const absl::Time start = absl::Now();
  Desktop::PostWake();
  desktop_->WaitEvents(start + absl::Seconds(20));
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
}

}  // namespace
}  // namespace aftercall::platform
