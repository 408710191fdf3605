#pragma once

#include <cstddef>
#include <string>

#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "client/ui/soft_wrap.h"

namespace aftercall::ui {

// A field for a text of some lines, which wraps as the person types. Enter is a new line; what a
// panel does with Ctrl+Enter and Esc is the panel's. Keeps what ImGui edits; the text itself is its
// owner's. The interface thread alone.
class TextArea {
 public:
  struct Place {
    ImVec2 from;
    ImVec2 to;
    // What of the window may be drawn on: outside it, the text is seen but not typed into.
    float clip_top = 0;
    float clip_bottom = 0;
  };

  // Draws `text`; true if the person changed it, by no more than `most_characters` in all.
  // `empty_words` stand in an empty field. `id` is unique in its window.
  bool Draw(const Painter& painter, const char* id, const Place& place, std::string& text,
            absl::string_view empty_words, size_t most_characters);

  // The same across a column, `height` high.
  bool DrawIn(const Painter& painter, Column& column, const char* id, float height,
              std::string& text, absl::string_view empty_words, size_t most_characters);

  // Keys go into it once it has been drawn in sight.
  void Focus() { wants_focus_ = true; }

  // Whether keys go into it.
  bool active() const { return active_; }

 private:
  struct Editing;
  void Edit(const Painter& painter, const char* id, const Place& place, bool takes_keys,
            size_t most_characters);
  static int OnEdit(ImGuiInputTextCallbackData* data);

  Wrapped wrapped_;
  std::string buffer_;
  bool active_ = false;
  bool wants_focus_ = false;
};

}  // namespace aftercall::ui
