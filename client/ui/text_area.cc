#include "client/ui/text_area.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

constexpr float kPaddingX = 10;
constexpr float kPaddingY = 7;
constexpr float kScrollbar = 8;
constexpr float kBelow = 8;
// A character is at most four bytes long; line ends are put in besides.
constexpr size_t kBytesACharacter = 5;

float TextWidth(const TextArea::Place& place) {
  return place.to.x - place.from.x - 2 * kPaddingX - kScrollbar;
}

size_t CharactersIn(absl::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

// What the callback needs of the frame.
struct TextArea::Editing {
  TextArea& area;
  ImFont& font;
  float width;
  size_t most_characters;
};

int TextArea::OnEdit(ImGuiInputTextCallbackData* data) {
  const Editing& editing = *static_cast<Editing*>(data->UserData);
  Wrapped& wrapped = editing.area.wrapped_;
  const bool forward = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Delete));
  Edited edited =
      TakeBack(wrapped, absl::string_view(data->Buf, static_cast<size_t>(data->BufTextLen)),
               static_cast<size_t>(data->CursorPos), forward);
  if (CharactersIn(edited.text) > editing.most_characters) {
    // Too much: what was there stays.
    edited = {wrapped.text, std::min(edited.cursor, wrapped.text.size())};
  }
  const size_t cursor = edited.cursor;
  wrapped = Wrap(editing.font, std::move(edited.text), editing.width);
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, wrapped.shown.data(), wrapped.shown.data() + wrapped.shown.size());
  data->CursorPos = static_cast<int>(wrapped.ToShown(cursor));
  data->SelectionStart = data->SelectionEnd = data->CursorPos;
  return 0;
}

void TextArea::Edit(const Painter& painter, const char* id, const Place& place, bool takes_keys,
                    size_t most_characters) {
  const Theme& theme = painter.theme();
  ImFont& font = painter.type().font(Style::kRegular);
  buffer_.assign(most_characters * kBytesACharacter + 64, '\0');
  std::memcpy(buffer_.data(), wrapped_.shown.data(),
              std::min(wrapped_.shown.size(), buffer_.size() - 1));
  Editing editing{*this, font, TextWidth(place), most_characters};
  ImGui::PushFont(&font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(kPaddingX, kPaddingY));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, kScrollbar);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_Text, theme.text);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, theme.fill);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, theme.edge);
  ImGui::SetCursorScreenPos(place.from);
  if (takes_keys) ImGui::SetKeyboardFocusHere();
  // Where Tab leads is the Focus's to say, not ImGui's.
  ImGui::PushAllowKeyboardFocus(takes_keys);
  ImGui::InputTextMultiline(id, buffer_.data(), buffer_.size(),
                            ImVec2(place.to.x - place.from.x, place.to.y - place.from.y),
                            ImGuiInputTextFlags_CallbackEdit | ImGuiInputTextFlags_NoUndoRedo,
                            OnEdit, &editing);
  active_ = ImGui::IsItemActive();
  ImGui::PopAllowKeyboardFocus();
  ImGui::PopStyleColor(5);
  ImGui::PopStyleVar(2);
  ImGui::PopFont();
}

bool TextArea::Draw(const Painter& painter, const char* id, const Place& place, std::string& text,
                    absl::string_view empty_words, size_t most_characters) {
  const Theme& theme = painter.theme();
  ui::Focus& focus = painter.focus();
  const ImGuiID known_as = ImGui::GetID(id);
  if (wants_focus_) focus.Take(known_as);
  const bool takes_keys =
      focus.Add(known_as, place.from, place.to, /*is_field=*/true) || wants_focus_;
  const float width = TextWidth(place);
  // Glyphs are drawn when they are first met.
  painter.type().drawable(Style::kRegular, absl::string_view(text.data(), text.size()));
  if (text != wrapped_.text || buffer_.empty()) {
    wrapped_ = Wrap(painter.type().font(Style::kRegular), text, width);
  }
  painter.list().AddRectFilled(place.from, place.to, theme.panel, 5);
  painter.Outline(place.from, place.to, active_ ? theme.accent : theme.edge, 5);
  if (text.empty() && !active_) {
    painter.Text({place.from.x + kPaddingX, place.from.y + kPaddingY}, Style::kRegular, theme.muted,
                 painter.Fitting(Style::kRegular, empty_words, width));
  }
  if (place.from.y < place.clip_top || place.to.y > place.clip_bottom) {
    active_ = false;
    Column column(painter, place.from.x + kPaddingX, place.to.x - kPaddingX,
                  place.from.y + kPaddingY, std::max(place.clip_top, place.from.y),
                  std::min(place.clip_bottom, place.to.y));
    column.Paragraph(Style::kRegular, theme.text, text);
    return false;
  }
  Edit(painter, id, place, takes_keys, most_characters);
  if (takes_keys) focus.NoteEntered();
  wants_focus_ = false;
  if (active_) focus.NoteTyping(known_as);
  // Esc leaves the field, and ImGui would then take back all that was typed.
  if (Pressed(ImGuiKey_Escape)) return false;
  return std::exchange(text, wrapped_.text) != wrapped_.text;
}

bool TextArea::DrawIn(const Painter& painter, Column& column, const char* id, float height,
                      std::string& text, absl::string_view empty_words, size_t most_characters) {
  const Place place{{column.left(), column.y()},
                    {column.right(), column.y() + height},
                    column.clip_top(),
                    column.clip_bottom()};
  const bool changed = Draw(painter, id, place, text, empty_words, most_characters);
  column.Space(height + kBelow);
  return changed;
}

}  // namespace aftercall::ui
