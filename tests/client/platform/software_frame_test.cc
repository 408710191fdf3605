#include "client/platform/software_frame.h"

#include <gtest/gtest.h>

#include "tests/client/platform/headless.h"

namespace aftercall::platform {
namespace {

int64_t Area(const std::vector<Rect>& rects) {
  int64_t area = 0;
  for (const Rect& rect : rects) area += rect.area();
  return area;
}

void Scene(Headless& headless, int box_x) {
  ImDrawList* const list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(ImVec2(static_cast<float>(box_x), 5), ImVec2(box_x + 10.0f, 15),
                      IM_COL32(0, 0x62, 0x9B, 255));
  list->AddText(headless.fonts().font(TextStyle::kRegular), 21, ImVec2(300, 9),
                IM_COL32(0, 0, 0, 255),
                headless.fonts().Drawable(TextStyle::kRegular, "很快 Quick").c_str());
}

TEST(SoftwareFrameTest, TheFirstFrameIsDrawnWhole) {
  Headless headless(640, 40);
  EXPECT_EQ(Area(headless.Draw([&] { Scene(headless, 10); })), 640 * 40);
  EXPECT_EQ(headless.pixel(12, 10), 0xFF00629B);
}

TEST(SoftwareFrameTest, AnUnchangedFrameDrawsNothing) {
  Headless headless(640, 40);
  headless.Draw([&] { Scene(headless, 10); });
  EXPECT_EQ(Area(headless.Draw([&] { Scene(headless, 10); })), 0);
}

TEST(SoftwareFrameTest, OnlyWhatChangedIsDrawn) {
  Headless headless(640, 40);
  headless.Draw([&] { Scene(headless, 10); });
  const std::vector<Rect> changed = headless.Draw([&] { Scene(headless, 20); });
  EXPECT_GT(Area(changed), 0);
  EXPECT_LE(Area(changed), 64 * 20);
  EXPECT_EQ(headless.pixel(12, 10), 0xFFFFFFFF);
  EXPECT_EQ(headless.pixel(22, 10), 0xFF00629B);
}

TEST(SoftwareFrameTest, AnotherBackgroundChangesEverything) {
  Headless headless(640, 40);
  headless.Draw([&] { Scene(headless, 10); });
  EXPECT_EQ(Area(headless.Draw([&] { Scene(headless, 10); }, IM_COL32(0, 0, 0, 255))), 640 * 40);
}

// Partial drawing must not differ from whole drawing, whatever changes.
TEST(SoftwareFrameTest, PartsAddUpToTheWhole) {
  Headless step_by_step(640, 40);
  for (int x = 0; x < 300; x += 7) step_by_step.Draw([&] { Scene(step_by_step, x); });
  step_by_step.Draw([&] { Scene(step_by_step, 123); });
  std::vector<uint32_t> partial(step_by_step.canvas().pixels,
                                step_by_step.canvas().pixels + 640 * 40);
  Headless whole(640, 40);
  whole.Draw([&] { Scene(whole, 123); });
  EXPECT_EQ(partial,
            std::vector<uint32_t>(whole.canvas().pixels, whole.canvas().pixels + 640 * 40));
}

}  // namespace
}  // namespace aftercall::platform
