#include "client/ui/bar.h"

#include <algorithm>
#include <string>
#include <utility>

#include "client/ui/ask_later_words.h"
#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

constexpr float kPadding = 14;
constexpr float kGap = 8;
constexpr float kSentenceLeft = 20;
constexpr float kDotRadius = 4.5f;
constexpr float kMostCaption = 220;
// Beside a sentence, items need at least this much room to be worth showing.
constexpr float kLeastStrip = 240;

bool HasItems(const model::BarView& view) {
  // Whose sign-in no longer holds sees nothing of customers' words.
  return !view.items.empty() && model::HoldsSignIn(view.link.link);
}

ImU32 DotColour(const Theme& theme, model::Link link) {
  if (link == model::Link::kLive) return theme.kudos;
  return link == model::Link::kConnecting ? theme.muted : theme.warn;
}

// The word for the link with what comes next, for bars that have no room for a sentence.
std::string BriefWords(const i18n::Translator& tr, model::Link link, std::string word) {
  switch (link) {
    case model::Link::kNoServer:
      return tr.Tr("No server, reconnecting");
    case model::Link::kStale:
      return tr.Tr("Silent, may be behind");
    case model::Link::kServerFull:
      return tr.Tr("Server full, trying again");
    case model::Link::kConnecting:
    case model::Link::kLive:
    case model::Link::kDraining:
    case model::Link::kSignedOut:
    case model::Link::kTokenExpired:
    case model::Link::kRefused:
      break;
  }
  return word;
}

std::vector<RowButton> Buttons(const i18n::Translator& tr, const model::BarView& view) {
  return {
      {"prompts", tr.Tr("Self-assess"), tr.Tr("Assess"), view.prompts, OpenPrompts{}},
      {"tasks", tr.Tr("Reviews for me"), tr.Tr("Review"), view.tasks, OpenTasks{}},
      {"reviews", tr.Tr("Ask a colleague"), tr.Tr("Asked"), view.reviews, OpenReviews{}},
      {"day", tr.Tr("My day"), tr.Tr("Day"), 0, OpenDay{}},
  };
}

}  // namespace

float Bar::LineY(const Painter& painter, Style style) const {
  // One baseline for all styles; the rule along the edge takes a pixel.
  const float top = edge_ == Edge::kTop ? 9 : 10;
  return style == Style::kSmall ? top + 2 : top + (21 - painter.Height(style)) / 2;
}

void Bar::VerticalRule(const Painter& painter, float x) const {
  painter.Box({x, 0}, {x + 1, painter.size().y}, painter.theme().line);
}

float Bar::DrawLink(const Painter& painter, const model::LinkWords& words, model::Link link) const {
  const Theme& theme = painter.theme();
  const float middle = LineY(painter, Style::kRegular) + 10.5f;
  painter.list().AddCircleFilled({kPadding + 5, middle}, kDotRadius, DotColour(theme, link), 16);
  const float text = kPadding + 10 + kGap;
  const float width =
      painter.Text({text, LineY(painter, Style::kSmall)}, Style::kSmall, theme.muted, words.word);
  const float right = text + width + kPadding;
  VerticalRule(painter, right);
  return right + 1;
}

float Bar::DrawFigure(const Painter& painter, const i18n::Translator& tr,
                      const model::BarView& view, float left) const {
  const Theme& theme = painter.theme();
  const model::FigureWords words = model::WordsOf(tr, view);
  const bool is_number = view.figure != nullptr && !words.basis.empty() && !words.value.empty() &&
                         words.value.back() == '%';
  float x = left + kPadding;
  const auto add = [&](Style style, ImU32 colour, absl::string_view text) {
    if (text.empty()) return;
    const Painter::Line line = painter.Fitting(style, text, kMostCaption);
    x += painter.Text({x, LineY(painter, style)}, style, colour, line) + kGap;
  };
  add(Style::kRegular, theme.muted, words.caption);
  add(is_number ? Style::kBold : Style::kRegular, theme.text, words.value);
  add(Style::kSmall, theme.muted, words.basis);
  add(Style::kSmall, theme.muted, words.earlier);
  const float right = x - kGap + kPadding;
  VerticalRule(painter, right);
  return right + 1;
}

std::string Bar::DrawButtons(const Painter& painter, absl::Span<const RowButton> buttons,
                             bool brief, Intents& out) const {
  const float top = edge_ == Edge::kTop ? 6.0f : 7.0f;
  return DrawButtonRow(painter, {painter.size().x - kPadding, top}, buttons, brief, out);
}

// Over the end of the strip, beside the button that it is of.
void Bar::DrawHint(const Painter& painter, const std::string& hint, float right) const {
  if (hint.empty()) return;
  const float from = right - painter.Width(Style::kRegular, hint) - 2 * kPadding;
  const float top = edge_ == Edge::kTop ? 0.0f : 1.0f;
  painter.Box({from, top}, {right, top + painter.size().y - 1}, painter.theme().fill);
  painter.Text({from + kPadding, LineY(painter, Style::kRegular)}, Style::kRegular,
               painter.theme().text, hint);
}

float Bar::DrawSentence(const Painter& painter, const std::string& sentence, float left,
                        float right) const {
  const float from = left + kSentenceLeft;
  const Painter::Line fitting =
      painter.Fitting(Style::kRegular, sentence, right - from - kSentenceLeft);
  return from + painter.Text({from, LineY(painter, Style::kRegular)}, Style::kRegular,
                             painter.theme().text, fitting);
}

bool Bar::DrawPressable(const Painter& painter, const char* id, const std::string& sentence,
                        float left, float& right) const {
  const ImVec2 from(left + kSentenceLeft - 8, 6);
  const float width = painter.Width(Style::kRegular, sentence) + 16;
  const ImVec2 to(std::min(right, from.x + width), painter.size().y - 6);
  bool hovered = false;
  const bool pressed = painter.Area(id, from, to, &hovered);
  if (hovered) painter.Box(from, to, painter.theme().fill, 5);
  painter.Outline(from, to, painter.theme().edge, 5);
  DrawSentence(painter, sentence, left, right);
  right = to.x;
  return pressed;
}

void Bar::DrawMiddle(const Painter& painter, const i18n::Translator& tr, const model::BarView& view,
                     std::string sentence, float left, float right, absl::Time now, Frame& frame) {
  if (view.quiet_until && model::HoldsSignIn(view.link.link)) {
    const std::string words = model::QuietWords(tr, *view.quiet_until, now);
    if (DrawPressable(painter, "quiet", words, left, right)) frame.intents.push_back(EndQuiet{});
    return;
  }
  // On an interaction: one neutral count and nothing beside it.
  if (const std::string waiting = model::WordsOf(tr, view.waiting); !waiting.empty()) {
    if (!view.waiting.offered) {
      DrawSentence(painter, waiting, left, right);
    } else if (DrawPressable(painter, "waiting", waiting, left, right)) {
      frame.intents.push_back(ShowWaiting{});
    }
    return;
  }
  const bool items = HasItems(view);
  if (view.link.link == model::Link::kConnecting && items) sentence.clear();
  // How the link stands comes first.
  const bool looks = sentence.empty() && view.look_at != nullptr;
  if (looks) sentence = WaitsWords(tr, *view.look_at);
  if (sentence.empty() && !items)
    sentence = tr.Tr("Nothing yet. Answers appear here as they come.");
  float strip_left = left;
  if (!sentence.empty()) {
    float end = std::max(items ? right - kLeastStrip : right, left + kLeastStrip);
    if (!model::HoldsSignIn(view.link.link)) {
      if (DrawPressable(painter, "sign in", sentence, left, end)) {
        frame.intents.push_back(OpenSignIn{});
      }
    } else if (!looks) {
      end = DrawSentence(painter, sentence, left, end);
    } else if (DrawPressable(painter, "look", sentence, left, end)) {
      frame.intents.push_back(OpenAsk{view.look_at->reference.interaction});
    }
    strip_left = end + kSentenceLeft;
    if (items) VerticalRule(painter, strip_left++);
  }
  if (!items) return;
  const float top = edge_ == Edge::kTop ? 0 : 1;
  Strip::Frame strip = strip_.Draw(painter, tr, view.items, {strip_left, top},
                                   {right, top + painter.size().y - 1}, now);
  frame.intents.insert(frame.intents.end(), strip.intents.begin(), strip.intents.end());
  frame.shown = std::move(strip.shown);
  frame.moving = strip.moving;
  frame.next_change = std::min(frame.next_change, strip.next_change);
}

void Bar::ReadKeys(Frame& frame) {
  // A click on the bar asks for keys; Esc gives the keyboard back.
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) frame.intents.push_back(TakeKeyboard{});
  if (Pressed(ImGuiKey_Escape)) {
    frame.intents.push_back(GiveKeyboardBack{});
    focus_.Hide();
  }
  if (ImGui::IsKeyPressed(kHelpKey, false)) frame.intents.push_back(OpenHelp{});
}

Bar::Frame Bar::Draw(const model::BarView& view, const Theme& theme, const Type& type,
                     const i18n::Translator& tr, absl::Time now) {
  Frame frame;
  frame.next_change = view.valid_until;
  const Painter painter("bar", theme, type, theme.background, focus_);
  const float width = painter.size().x;
  const float rule = edge_ == Edge::kTop ? painter.size().y - 1 : 0;
  painter.Box({0, rule}, {width, rule + 1}, theme.line);
  const std::vector<RowButton> buttons = Buttons(tr, view);
  const Brevity brevity = BrevityOf(width, FullWidth(painter, buttons));
  model::LinkWords words = model::WordsOf(tr, view.link);
  if (brevity.link && HasItems(view)) {
    words = {BriefWords(tr, view.link.link, std::move(words.word)), ""};
  }
  float left = DrawLink(painter, words, view.link.link);
  left = DrawFigure(painter, tr, view, left);
  // The focus goes from left to right.
  const float right = width - kPadding - RowWidth(painter, buttons, brevity.buttons) - kPadding - 1;
  DrawMiddle(painter, tr, view, words.sentence, left, right, now, frame);
  const std::string hint = DrawButtons(painter, buttons, brevity.buttons, frame.intents);
  VerticalRule(painter, right);
  DrawHint(painter, hint, right);
  ReadKeys(frame);
  return frame;
}

}  // namespace aftercall::ui
