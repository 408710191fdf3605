#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "imgui.h"

namespace aftercall::ui {

// Where keys go in one window: which of the things that can be pressed or typed in has the focus.
// Tab and Shift+Tab go round all of them in the order in which they are drawn; arrow keys go to the
// nearest within a group (a list, a scale, a row of buttons); Enter and Space press. A thing is
// known by its ImGui id, so that the focus stays with it whatever else comes and goes. A ring shows
// it once keys have been used, until the mouse is. Kept from frame to frame; the interface thread
// alone.
class Focus {
 public:
  // Reads the frame's keys. Between it and EndFrame everything is drawn.
  void BeginFrame();

  // Says what can be pressed or typed in, also where it lies out of sight. True where keys press it
  // in this frame; for a field: where it is to be typed in from now on.
  bool Add(ImGuiID id, ImVec2 from, ImVec2 to, bool is_field = false);

  // The mouse, or a panel by itself, gives the focus to this; a page scrolls to what it has not got
  // in sight.
  void Take(ImGuiID id);
  // This field is being typed in.
  void NoteTyping(ImGuiID id);
  // The field that was to be typed in could be given the keys.
  void NoteEntered() { to_enter_ = 0; }

  // Draws the ring over what was drawn.
  void EndFrame(ImDrawList& list, ImU32 colour);

  // Whether the ring is on it; and has come to it in this frame.
  bool IsShownOn(ImGuiID id) const { return is_shown_ && !rests_ && id == focused_; }
  bool HasComeTo(ImGuiID id) const { return has_moved_ && IsShownOn(id); }
  // Whether Enter and Space press something: else they mean what the page says.
  bool TakesEnter() const { return is_shown_ && is_there_ && !is_typing_; }
  // Whether a field was being typed in when the frame began: keys are its own.
  bool is_typing() const { return is_typing_; }
  // Whether an arrow key has moved the focus in this frame.
  bool took_arrow() const { return took_arrow_; }
  // Whether keys are in use: the ring is shown.
  bool is_shown() const { return is_shown_; }
  void Hide() { is_shown_ = false; }
  // Keys go elsewhere for a while: nothing shows it.
  void Rest(bool rests) { rests_ = rests; }

  // How far down the page must scroll so that what has the focus is in sight; 0 where it is, or
  // where the person has scrolled away.
  float OutOfSight() const;
  void LetScroll() { follows_ = false; }

  // Arrow keys go about among what is added while one lives.
  class Group {
   public:
    Group(Focus& focus, const char* name);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

   private:
    Focus& focus_;
    ImGuiID before_;
  };

 private:
  struct Stop {
    ImGuiID id;
    ImGuiID group;  // 0: none
    bool is_field;
    ImVec2 from, to;
    ImVec2 clip_from, clip_to;
  };

  const Stop* Find(const std::vector<Stop>& stops) const;
  void ReadTab();
  void ReadArrows();
  void ReadPress();
  void MoveTo(const Stop& stop);

  std::vector<Stop> stops_;  // of the last frame
  std::vector<Stop> next_;   // of this one, so far
  ImGuiID focused_ = 0;
  size_t place_ = 0;       // of what has the focus; where it is gone: of what came after it
  bool is_there_ = false;  // it was drawn in the last frame
  ImGuiID group_ = 0;      // of what is being drawn
  ImGuiID pressed_ = 0;    // by a key, in this frame
  ImGuiID to_enter_ = 0;   // a field
  bool is_shown_ = false;
  bool rests_ = false;
  bool is_typing_ = false;
  bool typed_ = false;    // a field says that it is being typed in, in this frame
  bool follows_ = false;  // the page scrolls after it
  bool has_moved_ = false;
  bool took_arrow_ = false;
};

}  // namespace aftercall::ui
