#include "tests/client/content/ticker.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/ui/keys.h"
#include "imgui_internal.h"
#include "tests/client/model/make.h"

namespace aftercall {
namespace {

using model::Settings;

constexpr float kBarWidth = 1366;

// One atlas for all tests: to fill it takes longer than any of them.
platform::Fonts& TheFonts() {
  static const std::unique_ptr<platform::Fonts> fonts = [] {
    auto loaded = platform::Fonts::Load(platform::FontFiles::Installed());
    if (!loaded.ok()) std::cerr << loaded.status() << "\n";
    if (!loaded.ok()) std::abort();
    return *std::move(loaded);
  }();
  return *fonts;
}

ui::Type TypeOfTests() {
  ui::Type type;
  for (int i = 0; i < ui::kStyles; ++i) {
    type.fonts[i] = TheFonts().font(static_cast<platform::TextStyle>(i));
  }
  type.drawable = [](ui::Style style, absl::string_view text) {
    return TheFonts().Drawable(static_cast<platform::TextStyle>(style), text);
  };
  return type;
}

i18n::Translator TranslatorFor(const Settings& settings) {
  return i18n::Translator(settings.language == Settings::Language::kChinese ? "zh_CN" : "en");
}

}  // namespace

void Pane::Draw(absl::FunctionRef<void()> view) {
  scope_.MakeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size;
  io.DisplayFramebufferScale = {fonts_.scale(), fonts_.scale()};
  io.DeltaTime = 1.0f / 60;
  io.MousePos = mouse;
  io.MouseDown[0] = is_down;
  io.MouseWheel = std::exchange(wheel, 0);
  std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
  for (const int key : keys) io.KeysDown[key == ui::kHelpKey ? key : io.KeyMap[key]] = true;
  io.KeyCtrl = ctrl;
  io.KeyShift = shift;
  for (const unsigned int character : typed) io.AddInputCharacter(character);
  typed.clear();
  ImGui::NewFrame();
  view();
  hovered_ = ImGui::GetHoveredID();
  is_typing_ = io.WantTextInput;
  ImGui::Render();
  const ImDrawData& data = *ImGui::GetDrawData();
  drawn_.clear();
  if (data.CmdListsCount > 0) {
    const ImVector<ImDrawVert>& vertices = data.CmdLists[0]->VtxBuffer;
    drawn_.assign(vertices.begin(), vertices.end());
  }
  fonts_.Settle();
}

// It is drawn last, and nothing before it that is drawn last has its colour.
std::optional<Pane::Box> Pane::Ring(ImU32 colour) const {
  constexpr ImU32 kRgb = ~IM_COL32_A_MASK;
  std::optional<Box> ring;
  for (auto vertex = drawn_.rbegin(); vertex != drawn_.rend(); ++vertex) {
    if ((vertex->col & kRgb) != (colour & kRgb)) break;
    // Its soft edge is not seen.
    if ((vertex->col & IM_COL32_A_MASK) == 0) continue;
    if (!ring) ring = Box{vertex->pos, vertex->pos};
    ring->from = {std::min(ring->from.x, vertex->pos.x), std::min(ring->from.y, vertex->pos.y)};
    ring->to = {std::max(ring->to.x, vertex->pos.x), std::max(ring->to.y, vertex->pos.y)};
  }
  return ring;
}

Ticker::Ticker(Settings::Language language)
    : now_(model::make::kNow),
      chosen_{{.language = language}, "/home/maya/.config/aftercall/settings.toml", "", {}},
      tr_(TranslatorFor(chosen_.settings)),
      theme_(ui::LightTheme()),
      type_(TypeOfTests()),
      desk_(chosen_.settings),
      teller_(desk_, now_),
      bar_pane_(TheFonts(), {kBarWidth, ui::Bar::kHeight}),
      bar_(ui::Bar::Edge::kTop, true),
      content_({theme_, type_, tr_, chosen_}),
      executor_(desk_, *this, [this] { return absl::StrCat("request-", ++requests_); }) {
  chosen_.sign_in.is_in = true;
  TheFonts().SetScale(1);
  teller_.Begin();
}

void Ticker::Take(const ui::Intents& intents, IntentExecutor::Place place) {
  for (const ui::Intent& intent : intents) on_intent(intent);
  intents_.insert(intents_.end(), intents.begin(), intents.end());
  executor_.CarryOut(intents, place, now_);
  executor_.GiveWhatIsDue(now_);
  CloseIfEmpty();
}

void Ticker::DrawBar() {
  ui::Bar::Frame frame;
  bar_.NoteKeyboard(!is_open(), is_open());
  bar_pane_.Draw([&] { frame = bar_.Draw(model::ViewOf(desk_, now_), theme_, type_, tr_, now_); });
  desk_.mutable_feed().NoteShown(frame.shown);
  Take(frame.intents, IntentExecutor::Place::kBar);
}

void Ticker::DrawPanel() {
  if (!panel_) return;
  ui::PanelFrame frame;
  panel_->Draw([&] { frame = content_.Draw(desk_, now_); });
  panel_->size.y = std::clamp(static_cast<float>(frame.wanted_height), 200.0f, most_height);
  Take(frame.intents, IntentExecutor::Place::kPanel);
}

void Ticker::Draw() {
  for (int i = 0; i < 3; ++i) {
    if (is_open()) {
      DrawPanel();
    } else {
      DrawBar();
    }
  }
}

void Ticker::Press(int key, bool ctrl, bool shift) {
  // The panel may close meanwhile, and its pane with it.
  const auto set = [&](Pane& pane, bool down) {
    pane.keys.clear();
    if (down) pane.keys.insert(key);
    pane.ctrl = down && ctrl;
    pane.shift = down && shift;
  };
  set(pane(), true);
  if (is_open()) {
    DrawPanel();
  } else {
    DrawBar();
  }
  set(bar_pane_, false);
  set(pane(), false);
  Draw();
}

void Ticker::Click(ImVec2 at) {
  const bool in_panel = is_open();
  for (const bool down : {false, true, false}) {
    pane().mouse = at;
    pane().is_down = down;
    if (in_panel) {
      DrawPanel();
    } else {
      DrawBar();
    }
    if (in_panel != is_open()) break;
  }
  for (Pane* pane : {&bar_pane_, &this->pane()}) {
    pane->is_down = false;
    pane->mouse = {-1e6f, -1e6f};
  }
  Draw();
}

void Ticker::Show(PanelContent::Subject subject) {
  // As if the bar had been asked for it.
  BeginPanel(std::move(subject), now_);
  const PanelContent::Subject shown = *content_.subject();
  if (const auto* task = std::get_if<PanelContent::Task>(&shown)) desk_.Open(task->name);
  if (const auto* task = std::get_if<PanelContent::AppealTask>(&shown)) desk_.Open(task->name);
  if (const auto* ask = std::get_if<PanelContent::Ask>(&shown)) {
    desk_.PrepareAsking(ask->interaction);
  }
  desk_.OpenColleagues();
  desk_.OpenContacts(absl::ToCivilDay(now_, absl::LocalTimeZone()));
  for (int i = 0; i < 2; ++i) {
    teller_.Answer(false);
    Draw();
  }
  Draw();
}

void Ticker::BeginPanel(PanelContent::Subject subject, absl::Time) {
  if (!panel_) panel_.emplace(TheFonts(), ImVec2(ui::kPanelWidth, 400));
  content_.Begin(std::move(subject));
}

void Ticker::OpenPanel(PanelContent::Subject subject, absl::Time) {
  if (!panel_) panel_.emplace(TheFonts(), ImVec2(ui::kPanelWidth, 400));
  content_.Open(std::move(subject));
}

const PanelContent::Subject* Ticker::GoBack() {
  content_.Back();
  return content_.subject();
}

void Ticker::CloseIfEmpty() {
  if (!is_open()) panel_.reset();
}

void Ticker::ChangeSettings(const Settings& settings) {
  chosen_.settings = settings;
  tr_ = TranslatorFor(settings);
  theme_ = settings.colours == Settings::Colours::kDark ? ui::DarkTheme() : ui::LightTheme();
  bar_.Change(settings.edge == Settings::Edge::kTop ? ui::Bar::Edge::kTop : ui::Bar::Edge::kBottom,
              settings.reduced_motion);
  desk_.mutable_feed().SetSettings(settings, now_);
  const float scale = static_cast<float>(settings.text_percent) / 100;
  if (TheFonts().scale() != scale) TheFonts().SetScale(scale);
}

void Ticker::SignOut() {
  desk_ = model::Desk(chosen_.settings);
  chosen_.sign_in.is_in = false;
  content_.Begin(PanelContent::Signing{});
  content_.Back();
  CloseIfEmpty();
  teller_.End();
}

void Ticker::SignIn() {
  desk_ = model::Desk(chosen_.settings);
  chosen_.sign_in.is_in = true;
  content_.Begin(PanelContent::Signing{});
  content_.Back();
  CloseIfEmpty();
  teller_.Begin();
}

void Ticker::CarryOut(const ui::Intent& intent, absl::Time) {
  if (const auto* change = std::get_if<ui::ChangeSettings>(&intent)) {
    ChangeSettings(change->settings);
  } else if (std::holds_alternative<ui::SignOut>(intent)) {
    SignOut();
  } else if (std::holds_alternative<ui::SignIn>(intent)) {
    SignIn();
  }
}

}  // namespace aftercall
