#include "tests/client/ui/view_harness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "client/platform/rasterizer.h"

namespace aftercall::ui {

model::Item MakeItem(int64_t position, int rating, const std::string& comment) {
  model::Item item;
  item.position = position;
  item.created_at = kNow - absl::Minutes(3);
  item.released = true;
  item.verdict.interaction = "interactions/" + std::to_string(position);
  item.verdict.interaction_external_id = "call-" + std::to_string(position);
  item.verdict.question.id = "csat";
  item.verdict.question.prompt = "How do you feel about our service?";
  item.verdict.question.kind = model::Question::Kind::kCsat;
  item.verdict.rating = rating;
  item.verdict.comment = comment;
  item.verdict.answered_at = item.created_at;
  item.verdict.channel = model::Channel::kVoice;
  item.verdict.topic = "Billing";
  return item;
}

model::Question ThreeStepsLowIsBest() {
  model::Question question;
  question.id = "hotline";
  question.kind = model::Question::Kind::kCsat;
  question.low = 1;
  question.high = 3;
  question.direction = model::Question::Direction::kLowIsBest;
  question.top_box_steps = 1;
  question.steps = {{1, "very satisfied"}, {2, "satisfied"}, {3, "not satisfied"}};
  return question;
}

namespace {

// Every view test can be run at another size of text: AFTERCALL_UI_SCALE=0.75.
float ScaleOfTests() {
  const char* const scale = std::getenv("AFTERCALL_UI_SCALE");
  return scale != nullptr ? std::strtof(scale, nullptr) : 1;
}

}  // namespace

ViewHarness::ViewHarness(int width, int height, const std::string& language)
    : headless_(width, height, ScaleOfTests()), tr_(language) {
  for (int i = 0; i < kStyles; ++i) {
    type_.fonts[i] = headless_.fonts().font(static_cast<platform::TextStyle>(i));
  }
  type_.drawable = [this](Style style, absl::string_view text) {
    texts_.emplace_back(text.data(), text.size());
    // Text that is made drawable twice loses its emoji. (U+E000–U+EFFF begin with EE.)
    if (text.find('\xEE') != absl::string_view::npos) ADD_FAILURE() << "already drawable: " << text;
    return headless_.fonts().Drawable(static_cast<platform::TextStyle>(style), text);
  };
}

void ViewHarness::Frame(absl::FunctionRef<void()> view) {
  headless_.Draw(view, LightTheme().background);
  headless_.fonts().Settle();
  if (may_cut_text_) return;
  EXPECT_EQ(headless_.cut_glyphs(), 0) << "text is cut off at an edge";
}

void ViewHarness::Click(float x, float y, absl::FunctionRef<void()> view) {
  headless_.MoveMouse(x, y);
  Frame(view);
  headless_.PressMouse(true);
  Frame(view);
  headless_.PressMouse(false);
  Frame(view);
}

void ViewHarness::Key(ImGuiKey_ key, absl::FunctionRef<void()> view) {
  headless_.PressKey(key, true);
  Frame(view);
  headless_.PressKey(key, false);
  Frame(view);
}

void ViewHarness::Wheel(float steps, absl::FunctionRef<void()> view) {
  ImGui::GetIO().MouseWheel = steps;
  Frame(view);
}

void ViewHarness::MovePointerAway() { headless_.MoveMouse(-1e6f, -1e6f); }

bool ViewHarness::Drew(const std::string& text) const {
  return std::any_of(texts_.begin(), texts_.end(), [&](const std::string& drawn) {
    return drawn.find(text) != std::string::npos;
  });
}

int64_t ViewHarness::Ink(const platform::Rect& area) const {
  return headless_.Inked(area, LightTheme().background);
}

int64_t ViewHarness::Count(const platform::Rect& area, ImU32 colour) {
  int64_t count = 0;
  for (int y = area.top; y < area.bottom; ++y) {
    for (int x = area.left; x < area.right; ++x) {
      if (headless_.pixel(x, y) == platform::ToPixelColour(colour)) ++count;
    }
  }
  return count;
}

}  // namespace aftercall::ui
