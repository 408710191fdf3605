#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "client/ui/focus.h"
#include "client/ui/theme.h"
#include "client/ui/type.h"
#include "imgui.h"

namespace aftercall::ui {

// Draws a view's pieces into a frameless ImGui window that fills the display. Lives for one frame,
// between NewFrame and Render. Text is placed on whole pixels.
class Painter {
 public:
  // `name` tells this window's things from others in the same context. `focus` is the window's.
  Painter(const char* name, const Theme& theme, const Type& type, ImU32 ground, Focus& focus);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  const Theme& theme() const { return theme_; }
  const Type& type() const { return type_; }
  Focus& focus() const { return focus_; }
  ImVec2 size() const { return size_; }
  ImDrawList& list() const { return *list_; }

  // A line of text made drawable.
  struct Line {
    std::string shown;
    float width = 0;
  };
  Line Measure(Style style, absl::string_view text) const;

  // How wide a line of text is, and how high all of this style are.
  float Width(Style style, absl::string_view text) const { return Measure(style, text).width; }
  float Height(Style style) const { return type_.font(style).FontSize; }

  // Draws one line with its top left corner at `at`; returns its width.
  float Text(ImVec2 at, Style style, ImU32 colour, const Line& line) const;
  float Text(ImVec2 at, Style style, ImU32 colour, absl::string_view text) const {
    return Text(at, style, colour, Measure(style, text));
  }

  // The longest beginning of `text` that fits, ending in "…" where something was left out. Line
  // ends become spaces.
  Line Fitting(Style style, absl::string_view text, float width) const;

  // A row of squares, the first `filled` of `count` full, in the colour of a score. Returns its
  // width.
  float Squares(ImVec2 at, int filled, int count, ImU32 colour) const;
  static float SquaresWidth(int count);

  void Box(ImVec2 from, ImVec2 to, ImU32 colour, float rounding = 0) const;
  // The inner edge of such a box, thin and sharp at every scale.
  void Outline(ImVec2 from, ImVec2 to, ImU32 colour, float rounding = 0) const;

  // A button 28 px high; `primary` is the one main action of a panel. Where something waits behind
  // it, `count` stands in a mark at its end. True when it was pressed.
  bool Button(const char* id, ImVec2 at, absl::string_view text, bool primary = false,
              int count = 0, bool* looked_at = nullptr) const;
  float ButtonWidth(absl::string_view text, bool primary = false, int count = 0) const;

  // Words that can be pressed, underlined while they are looked at. True when they were.
  bool Link(const char* id, ImVec2 at, absl::string_view text) const;

  // An area that can be pressed, by the mouse where it is in sight and by keys wherever it is. True
  // when it was; `looked_at` tells whether the pointer or the ring is on it. Not `for_keys`: the
  // focus passes it by.
  bool Area(const char* id, ImVec2 from, ImVec2 to, bool* looked_at = nullptr,
            bool for_keys = true) const;

 private:
  const Theme& theme_;
  const Type& type_;
  Focus& focus_;
  ImVec2 size_;
  ImDrawList* list_;
};

}  // namespace aftercall::ui
