#pragma once

#include "absl/strings/string_view.h"
#include "client/ui/painter.h"

namespace aftercall::ui {

// Sets text from the top down between two edges, wrapped; only what lies between `clip_top` and
// `clip_bottom` is really drawn. Lives within one frame.
class Column {
 public:
  Column(const Painter& painter, float left, float right, float top, float clip_top,
         float clip_bottom)
      : painter_(painter),
        left_(left),
        right_(right),
        y_(top),
        clip_top_(clip_top),
        clip_bottom_(clip_bottom) {}

  // Where the next thing goes.
  float y() const { return y_; }
  float left() const { return left_; }
  float right() const { return right_; }
  void Space(float pixels) { y_ += pixels; }

  // Another column within the same page.
  Column Part(float left, float right, float top) const {
    return {painter_, left, right, top, clip_top_, clip_bottom_};
  }
  float clip_top() const { return clip_top_; }
  float clip_bottom() const { return clip_bottom_; }

  // A paragraph, as many lines as it needs.
  void Paragraph(Style style, ImU32 colour, absl::string_view text);

  // A paragraph on a filled box.
  void Boxed(absl::string_view text);

  // "label      value", the value to the right, with a rule below; the value wraps if it must.
  void Row(absl::string_view label, absl::string_view value);

 private:
  void Lines(Style style, ImU32 colour, absl::string_view text, float left, float right);

  const Painter& painter_;
  float left_;
  float right_;
  float y_;
  float clip_top_;
  float clip_bottom_;
};

}  // namespace aftercall::ui
