#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "client/intent_executor.h"
#include "client/model/desk.h"
#include "client/panel_content.h"
#include "client/platform/fonts.h"
#include "client/platform/surface.h"
#include "client/ui/bar.h"
#include "imgui.h"
#include "shared/i18n/translator.h"
#include "tests/client/content/teller.h"

namespace aftercall {

// ImGui without a window and without pixels: what a view does with input, and what it would draw.
class Pane {
 public:
  Pane(platform::Fonts& fonts, ImVec2 size) : fonts_(fonts), scope_(fonts), size(size) {}

  void Draw(absl::FunctionRef<void()> view);

  // The thing that the mouse would press, as it was in the last frame; 0: none.
  ImGuiID hovered() const { return hovered_; }
  // Where the ring was drawn in the last frame.
  struct Box {
    ImVec2 from, to;
  };
  std::optional<Box> Ring(ImU32 colour) const;
  bool is_typing() const { return is_typing_; }

 private:
  platform::Fonts& fonts_;
  platform::ImGuiScope scope_;
  std::vector<ImDrawVert> drawn_;  // the window's own, without its fields
  ImGuiID hovered_ = 0;
  bool is_typing_ = false;

 public:
  // Input of the next frame; the wheel and what is typed are gone after it.
  ImVec2 size;
  ImVec2 mouse{-1e6f, -1e6f};
  bool is_down = false;
  float wheel = 0;
  std::set<int> keys;  // by ImGuiKey_; ui::kHelpKey: F1
  bool ctrl = false;
  bool shift = false;
  std::vector<unsigned int> typed;
};

// The program without windows, network and disk: the bar, the panel, a desk, and what becomes of
// what the person wants, all as the program has it.
class Ticker : private IntentExecutor::Outside {
 public:
  // In English or "zh_CN", signed in and live.
  explicit Ticker(model::Settings::Language language);
  ~Ticker() override = default;

  // Draws a frame and carries out what it gave.
  void DrawBar();
  void DrawPanel();
  // With the frames that ImGui needs, in the panel if it is open, else on the bar.
  void Draw();
  void Press(int key, bool ctrl = false, bool shift = false);
  void Click(ImVec2 at);

  // Shows this in place of all else, with what only the server knows of it.
  void Show(PanelContent::Subject subject);

  Pane& pane() { return panel_ ? *panel_ : bar_pane_; }
  Pane& bar_pane() { return bar_pane_; }
  bool is_open() const { return content_.subject() != nullptr; }
  const PanelContent::Subject* subject() const { return content_.subject(); }
  model::Desk& desk() { return desk_; }
  Teller& teller() { return teller_; }
  const ui::Theme& theme() const { return theme_; }
  const model::Settings& settings() const { return chosen_.settings; }
  bool is_signed_in() const { return chosen_.sign_in.is_in; }
  absl::Time& now() { return now_; }

  // What came of the frames since it was last taken.
  ui::Intents TakeIntents() { return std::exchange(intents_, {}); }
  // Called with what a frame gives, before it is carried out.
  std::function<void(const ui::Intent&)> on_intent = [](const ui::Intent&) {};

  void ChangeSettings(const model::Settings& settings);
  void SignIn();
  void SignOut();
  float most_height = 1600;  // of the panel, in units

 private:
  void BeginPanel(PanelContent::Subject subject, absl::Time now) override;
  void OpenPanel(PanelContent::Subject subject, absl::Time now) override;
  const PanelContent::Subject* GoBack() override;
  void Send(const model::Command&) override {}
  void Fetch(absl::Time) override {}
  void NoteNews() override {}
  void CarryOut(const ui::Intent& intent, absl::Time now) override;
  void Take(const ui::Intents& intents, IntentExecutor::Place place);
  void CloseIfEmpty();

  absl::Time now_;
  PanelContent::Chosen chosen_;
  i18n::Translator tr_;
  ui::Theme theme_;
  ui::Type type_;
  model::Desk desk_;
  Teller teller_;
  Pane bar_pane_;
  std::optional<Pane> panel_;
  ui::Bar bar_;
  PanelContent content_;
  int requests_ = 0;
  ui::Intents intents_;
  IntentExecutor executor_;
};

}  // namespace aftercall
