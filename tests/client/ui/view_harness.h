#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/bar_view.h"
#include "client/ui/bar.h"
#include "client/ui/theme.h"
#include "client/ui/type.h"
#include "shared/i18n/translator.h"
#include "tests/client/platform/headless.h"

namespace aftercall::ui {

inline const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

// An answer on a scale of 1–5 where 5 is best, three minutes old.
model::Item MakeItem(int64_t position, int rating, const std::string& comment);

// A scale of three steps on which 1 is best.
model::Question ThreeStepsLowIsBest();

// Views without a window: what they would show, and what a mouse and keys do to them.
class ViewHarness {
 public:
  ViewHarness(int width, int height, const std::string& language = "en");

  // From now on text may be cut off: the window is smaller than any that people would have.
  void MayCutText() { may_cut_text_ = true; }

  // Runs one frame of any view. Text that is cut off at the left or right edge fails the test.
  void Frame(absl::FunctionRef<void()> view);

  // Presses and releases the mouse there, with the frames that ImGui needs between; `view` runs in
  // each. The pointer stays there.
  void Click(float x, float y, absl::FunctionRef<void()> view);
  void Key(ImGuiKey_ key, absl::FunctionRef<void()> view);
  void Wheel(float steps, absl::FunctionRef<void()> view);
  void MovePointerAway();

  // Whether any text that was drawn since ClearTexts contains this.
  bool Drew(const std::string& text) const;
  void ClearTexts() { texts_.clear(); }

  int64_t Ink(const platform::Rect& area) const;
  // Pixels of exactly this colour.
  int64_t Count(const platform::Rect& area, ImU32 colour);

  platform::Headless& headless() { return headless_; }
  const Type& type() const { return type_; }
  const i18n::Translator& tr() const { return tr_; }
  const Theme& theme() const { return LightTheme(); }

 private:
  platform::Headless headless_;
  i18n::Translator tr_;
  Type type_;
  std::vector<std::string> texts_;
  bool may_cut_text_ = false;
};

}  // namespace aftercall::ui
