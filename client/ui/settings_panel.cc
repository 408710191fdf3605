#include "client/ui/settings_panel.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ui/toggles.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using model::Settings;

// One value of a setting.
struct Choice {
  std::string id;
  std::string text;
  Settings settings;  // as they are once it is chosen
};

Choice Choose(const Settings& now, std::string Settings::*member, const std::string& value,
              std::string text) {
  Choice choice{value, std::move(text), now};
  choice.settings.*member = value;
  return choice;
}

template <typename T>
Choice Choose(const Settings& now, T Settings::*member, T value, std::string text) {
  Choice choice{absl::StrCat(static_cast<int>(value)), std::move(text), now};
  choice.settings.*member = value;
  return choice;
}

// Those a person would want; what was written into the file by hand besides is among them.
std::vector<int> TextSizes(int chosen) {
  std::vector<int> sizes{75, 100, 125, 150, 200};
  for (size_t i = 0; i <= sizes.size(); ++i) {
    if (i < sizes.size() && sizes[i] == chosen) break;
    if (i < sizes.size() && sizes[i] < chosen) continue;
    sizes.insert(sizes.begin() + static_cast<int64_t>(i), chosen);
    break;
  }
  return sizes;
}

struct Rows {
  const Painter& painter;
  Column& column;
  const Settings& now;
  Intents& out;

  void Add(const char* id, const std::string& title, const std::vector<Choice>& choices,
           const std::string& note = "") {
    column.Space(10);
    column.Paragraph(Style::kSmall, painter.theme().muted, title);
    column.Space(4);
    std::vector<Toggle> toggles;
    for (const Choice& choice : choices) {
      const bool is_on = choice.settings == now;
      toggles.push_back({choice.id, choice.text, is_on, true});
    }
    if (const auto pressed = DrawToggles(painter, column, id, toggles)) {
      out.push_back(ChangeSettings{choices[*pressed].settings});
    }
    if (!note.empty()) column.Paragraph(Style::kSmall, painter.theme().muted, note);
  }
};

void DrawLooks(Rows& rows, const Translator& tr) {
  const Settings& now = rows.now;
  using Language = Settings::Language;
  // A language is named in itself: whoever cannot read the others finds it.
  rows.Add("language", "Language · 语言",
           {Choose(now, &Settings::language, Language::kAuto, tr.Tr("As the desktop")),
            Choose(now, &Settings::language, Language::kEnglish, "English"),
            Choose(now, &Settings::language, Language::kChinese, "简体中文")});
  rows.Add("colours", tr.Tr("Colours"),
           {Choose(now, &Settings::colours, Settings::Colours::kLight, tr.Tr("Light")),
            Choose(now, &Settings::colours, Settings::Colours::kDark, tr.Tr("Dark"))});
  std::vector<Choice> sizes;
  for (const int size : TextSizes(now.text_percent)) {
    sizes.push_back(Choose(now, &Settings::text_percent, size, absl::StrCat(size, "%")));
  }
  rows.Add("size", tr.Tr("Size of text"), sizes);
}

// Where there is one screen and none was chosen, there is nothing to choose.
void DrawScreens(Rows& rows, const Translator& tr, const std::vector<std::string>& monitors) {
  const Settings& now = rows.now;
  std::vector<Choice> screens{
      Choose(now, &Settings::monitor, std::string(), tr.Tr("The main one"))};
  bool is_there = now.monitor.empty();
  for (const std::string& monitor : monitors) {
    screens.push_back(Choose(now, &Settings::monitor, monitor, monitor));
    is_there = is_there || monitor == now.monitor;
  }
  if (monitors.size() < 2 && is_there) return;
  if (!is_there) screens.push_back(Choose(now, &Settings::monitor, now.monitor, now.monitor));
  rows.Add("screen", tr.Tr("Screen"), screens,
           is_there ? ""
                    : Format(tr.Tr("{name} is not there now: the bar is on the main one."),
                             {{"name", now.monitor}}));
}

void DrawPlace(Rows& rows, const Translator& tr, const std::vector<std::string>& monitors) {
  const Settings& now = rows.now;
  rows.Add("edge", tr.Tr("Where the bar lies"),
           {Choose(now, &Settings::edge, Settings::Edge::kTop, tr.Tr("At the top")),
            Choose(now, &Settings::edge, Settings::Edge::kBottom, tr.Tr("At the bottom"))});
  DrawScreens(rows, tr, monitors);
  std::vector<Choice> keys;
  std::set<std::string> offered{"Ctrl+Shift+F9", "Ctrl+Alt+J", now.hot_key};
  offered.erase("none");
  for (const std::string& chord : offered) {
    keys.push_back(Choose(now, &Settings::hot_key, chord, chord));
  }
  keys.push_back(Choose(now, &Settings::hot_key, std::string("none"), tr.Tr("No keys")));
  rows.Add("hot-key", tr.Tr("Keys that hide the bar and show it"), keys);
}

void DrawManners(Rows& rows, const Translator& tr) {
  const Settings& now = rows.now;
  rows.Add("motion", tr.Tr("New items"),
           {Choose(now, &Settings::reduced_motion, false, tr.Tr("Slide in once")),
            Choose(now, &Settings::reduced_motion, true, tr.Tr("Simply appear"))});
  rows.Add("news", tr.Tr("While you are on an interaction"),
           {Choose(now, &Settings::good_news_at_once, false, tr.Tr("Everything waits")),
            Choose(now, &Settings::good_news_at_once, true, tr.Tr("Good news at once"))},
           now.good_news_at_once
               ? tr.Tr("There is no count of what waits then: it would be the bad news.")
               : tr.Tr("One count says how much waits; it comes at the break."));
  using Renderer = Settings::Renderer;
  rows.Add("renderer", tr.Tr("Drawn by"),
           {Choose(now, &Settings::renderer, Renderer::kAuto, tr.Tr("What suits this machine")),
            Choose(now, &Settings::renderer, Renderer::kSoftware, tr.Tr("The processor")),
            Choose(now, &Settings::renderer, Renderer::kOpenGl, "OpenGL")},
           tr.Tr("Holds from the next start."));
}

}  // namespace

PanelFrame SettingsPanel::Draw(const Settings& settings, const std::vector<std::string>& monitors,
                               const std::string& file, const std::string& trouble,
                               const Theme& theme, const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"),
                             {{tr.Tr("Sign out"), OpenSignIn{}},
                              {tr.Tr("Keys"), OpenHelp{}},
                              {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Settings"));
    if (!trouble.empty()) {
      column.Space(8);
      column.Paragraph(Style::kSmall, theme.warn, trouble);
    }
    Rows rows{painter, column, settings, out};
    DrawLooks(rows, tr);
    DrawPlace(rows, tr, monitors);
    DrawManners(rows, tr);
    column.Space(12);
    column.Paragraph(Style::kSmall, theme.muted,
                     file.empty()
                         ? tr.Tr("There is no place to keep them: they hold until the ticker ends.")
                         : Format(tr.Tr("Kept in {file}"), {{"file", file}}));
  });
}

}  // namespace aftercall::ui
