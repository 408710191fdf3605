#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "client/ui/keys.h"
#include "tests/client/content/ticker.h"

// A monkey at the desk: any key, any text, any press, whatever the server tells meanwhile.
//   AFTERCALL_MONKEY_SEED=7   other presses than usual
//   AFTERCALL_LONG=1          all of them under sanitizers, too
namespace aftercall {
namespace {

using Content = PanelContent;

// Some monkeys, so that they can sit side by side; so many steps for each.
constexpr int kMonkeys = 10;
constexpr int kAllSteps = 10'000;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSteps = 1'000;
#else
constexpr int kSteps = kAllSteps;
#endif

uint64_t Seed() {
  const char* const seed = std::getenv("AFTERCALL_MONKEY_SEED");
  return seed != nullptr ? std::strtoull(seed, nullptr, 10) : 20'250'615;
}

int Steps() { return std::getenv("AFTERCALL_LONG") != nullptr ? kAllSteps : kSteps; }

// Whether what an intent is about is on the desk.
bool Exists(const model::Desk& desk, const ui::Intent& intent) {
  const model::Feed& feed = desk.feed();
  const auto has_task = [&](const std::string& name) {
    return feed.review_tasks().Find(name) != nullptr;
  };
  if (const auto* detail = std::get_if<ui::OpenDetail>(&intent)) {
    for (const model::Item& item : feed.items()) {
      if (item.released && item.verdict.key() == detail->key) return true;
    }
    return false;
  }
  if (const auto* review = std::get_if<ui::OpenReview>(&intent)) {
    return model::ReviewViewOf(desk, review->name).has_value();
  }
  if (const auto* ask = std::get_if<ui::OpenAsk>(&intent)) {
    return model::AskViewOf(desk, ask->interaction).has_value();
  }
  if (const auto* task = std::get_if<ui::OpenTask>(&intent)) return has_task(task->name);
  if (const auto* task = std::get_if<ui::WriteReview>(&intent)) return has_task(task->task);
  if (const auto* task = std::get_if<ui::SwapDrafts>(&intent)) return has_task(task->task);
  if (const auto* task = std::get_if<ui::KeepDraft>(&intent)) return has_task(task->task);
  if (const auto* task = std::get_if<ui::NoteOpened>(&intent)) return has_task(task->task);
  if (const auto* appeal = std::get_if<ui::OpenMadeAppeal>(&intent)) {
    return feed.appeals().Find(appeal->name) != nullptr;
  }
  if (const auto* task = std::get_if<ui::OpenAppealTask>(&intent)) {
    return feed.appeal_tasks().Find(task->name) != nullptr;
  }
  if (const auto* kudos = std::get_if<ui::OpenKudos>(&intent)) {
    return feed.kudos().Find(kudos->name) != nullptr;
  }
  if (const auto* wish = std::get_if<ui::Do>(&intent)) {
    const model::Doing& what = wish->what;
    const bool is_of_task = std::holds_alternative<model::AcceptReview>(what) ||
                            std::holds_alternative<model::DeclineReview>(what) ||
                            std::holds_alternative<model::SubmitReview>(what);
    if (is_of_task) return has_task(wish->about);
    const bool is_of_appeal_task = std::holds_alternative<model::TakeAppeal>(what) ||
                                   std::holds_alternative<model::DecideAppeal>(what);
    if (is_of_appeal_task) return feed.appeal_tasks().Find(wish->about) != nullptr;
    return !wish->about.empty();
  }
  return true;
}

class Monkey {
 public:
  explicit Monkey(uint64_t seed) : random_(seed), ticker_(model::Settings::Language::kEnglish) {
    ticker_.teller().TellEverything();
    ticker_.on_intent = [this](const ui::Intent& intent) { Watch(intent); };
  }

  void Step() {
    ticker_.now() += absl::Milliseconds(static_cast<int64_t>(Below(4000)));
    const size_t what = Below(1000);
    if (what < 480) {
      PressAKey();
    } else if (what < 620) {
      Write();
    } else if (what < 780) {
      Click();
    } else if (what < 830) {
      ticker_.pane().wheel = static_cast<float>(Below(7)) - 3;
    } else if (what < 850) {
      Resize();
    } else if (what < 853) {
      ChangeSettings();
    } else if (what < 920) {
      ticker_.teller().TellSomething(random_);
      // What is told of anything may change what is written about it.
      written_.clear();
    } else if (what < 921) {
      if (!ticker_.is_signed_in()) ticker_.SignIn();
      written_.clear();
    } else if (what < 925) {
      ticker_.teller().TellLink(model::Link::kLive);
    } else if (what < 960) {
      ticker_.teller().Answer(Below(4) == 0);
      written_.clear();
    } else {
      ticker_.pane().mouse = AnyPlace();
    }
    ticker_.DrawPanel();
    ticker_.DrawBar();
    ExpectWhatWasWritten();
  }

  // However deep the monkey is, a few Esc lead to the bar alone.
  void GoHome() {
    ticker_.pane().typed.clear();
    for (int i = 0; i < 12 && ticker_.is_open(); ++i) ticker_.Press(ImGuiKey_Escape);
    EXPECT_FALSE(ticker_.is_open());
    ExpectWhatWasWritten();
  }

  // What was asked for, as one word a kind: says how far the monkey got.
  const std::map<size_t, int>& wanted() const { return wanted_; }

 private:
  size_t Below(size_t count) { return random_() % count; }

  ImVec2 AnyPlace() {
    const ImVec2 size = ticker_.pane().size;
    return {static_cast<float>(Below(static_cast<size_t>(size.x) + 1)),
            static_cast<float>(Below(static_cast<size_t>(size.y) + 1))};
  }

  void PressAKey() {
    static constexpr std::array kKeys = {
        int{ImGuiKey_Tab},       int{ImGuiKey_Tab},         int{ImGuiKey_Tab},
        int{ImGuiKey_Tab},       int{ImGuiKey_Enter},       int{ImGuiKey_Enter},
        int{ImGuiKey_Space},     int{ImGuiKey_DownArrow},   int{ImGuiKey_UpArrow},
        int{ImGuiKey_LeftArrow}, int{ImGuiKey_RightArrow},  int{ImGuiKey_Home},
        int{ImGuiKey_End},       int{ImGuiKey_PageUp},      int{ImGuiKey_PageDown},
        int{ImGuiKey_Backspace}, int{ImGuiKey_Delete},      int{ImGuiKey_A},
        int{ImGuiKey_C},         int{ImGuiKey_V},           int{ImGuiKey_X},
        int{ImGuiKey_Z},         int{ImGuiKey_KeyPadEnter}, ui::kHelpKey,
        int{ImGuiKey_Escape}};
    const int key = kKeys[Below(kKeys.size())];
    ticker_.Press(key, /*ctrl=*/Below(8) == 0, /*shift=*/Below(4) == 0);
  }

  void Write() {
    static const std::vector<std::u32string> kTexts = {
        U"1",
        U"2",
        U"4",
        U"5",
        U"-",
        U"0",
        U"9",
        U"Maya",
        U"0:12 3:05",
        U", ",
        U" ",
        U"您好，账单的事已经处理好了。",
        U"𠮷野家",
        U"👏🏽👩‍👩‍👧",
        U"שלום עולם",
        U"مرحبا بالعالم",
        U"e\u0301\u0302\u0303",
        U"\u202E\u200B\u2066",
        U"\x01\x07\x1B\x7F",
        U"\n\r\t",
        U"\U0010FFFF",
        U"\xFFFD\xE000\xF8FF",
        U"a very long line that has to wrap somewhere in the field, surely"};
    const std::u32string& text = kTexts[Below(kTexts.size())];
    ticker_.pane().typed.assign(text.begin(), text.end());
  }

  void Click() {
    if (Below(5) == 0 && ticker_.is_open()) {
      // Beside the panel, on the bar.
      const ImVec2 at{static_cast<float>(Below(1366)), static_cast<float>(Below(40))};
      for (const bool down : {false, true, false}) {
        ticker_.bar_pane().mouse = at;
        ticker_.bar_pane().is_down = down;
        ticker_.DrawBar();
      }
      return;
    }
    ticker_.Click(AnyPlace());
  }

  void Resize() {
    ticker_.most_height = 200 + static_cast<float>(Below(1200));
    if (Below(4) == 0) ticker_.bar_pane().size.x = 640 + static_cast<float>(Below(2400));
  }

  void ChangeSettings() {
    model::Settings settings = ticker_.settings();
    using Settings = model::Settings;
    switch (Below(16)) {
      case 0:  // Every glyph is drawn anew.
        settings.text_percent = 75 + 25 * static_cast<int>(Below(6));
        break;
      case 1:
      case 2:
      case 3:
        settings.edge = Below(2) == 0 ? Settings::Edge::kTop : Settings::Edge::kBottom;
        settings.reduced_motion = Below(2) == 0;
        break;
      case 4:
      case 5:
        settings.good_news_at_once = Below(2) == 0;
        break;
      case 6:
      case 7:
      case 8:
      case 9:
        settings.colours = Below(2) == 0 ? Settings::Colours::kDark : Settings::Colours::kLight;
        break;
      default:
        settings.language =
            Below(2) == 0 ? Settings::Language::kEnglish : Settings::Language::kChinese;
        break;
    }
    ticker_.ChangeSettings(settings);
  }

  void Watch(const ui::Intent& intent) {
    ++wanted_[intent.index()];
    EXPECT_TRUE(Exists(ticker_.desk(), intent)) << "intent " << intent.index();
    if (const auto* edit = std::get_if<ui::EditDraft>(&intent)) {
      written_[edit->about] = edit->draft;
    } else if (const auto* wish = std::get_if<ui::Do>(&intent)) {
      written_.erase(wish->about);
    } else if (std::holds_alternative<ui::TakeBackAsk>(intent) ||
               std::holds_alternative<ui::SignOut>(intent) ||
               std::holds_alternative<ui::SignIn>(intent)) {
      written_.clear();
    }
    if (const auto* review = std::get_if<ui::WriteReview>(&intent)) {
      reviewed_ = *review;
    } else if (!std::holds_alternative<ui::NoteOpened>(intent)) {
      reviewed_.reset();
    }
  }

  void ExpectWhatWasWritten() {
    for (const auto& [about, draft] : written_) {
      EXPECT_EQ(ticker_.desk().hand().draft(about), draft) << about;
    }
    if (!reviewed_) return;
    const model::ReviewDraft* const kept = ticker_.desk().review_drafts().Find(reviewed_->task);
    const model::ReviewTaskItem* const task =
        ticker_.desk().feed().review_tasks().Find(reviewed_->task);
    if (task == nullptr || !model::IsOpen(task->told.state)) return;
    ASSERT_NE(kept, nullptr) << reviewed_->task;
    EXPECT_EQ(kept->content, reviewed_->content) << reviewed_->task;
    reviewed_.reset();
  }

  std::mt19937_64 random_;
  Ticker ticker_;
  std::map<std::string, model::Draft> written_;  // since the server last spoke
  std::optional<ui::WriteReview> reviewed_;      // in the last frame
  std::map<size_t, int> wanted_;
};

class MonkeyTest : public testing::TestWithParam<int> {};

TEST_P(MonkeyTest, FindsNoWayToBreakIt) {
  // Each its own; the first has the seed itself.
  const uint64_t seed = Seed() + static_cast<uint64_t>(GetParam());
  std::cout << "AFTERCALL_MONKEY_SEED=" << seed << "\n";
  Monkey monkey(seed);
  constexpr int kBetweenHomes = 200;
  for (int step = 1; step <= Steps(); ++step) {
    monkey.Step();
    if (step % kBetweenHomes == 0) monkey.GoHome();
    ASSERT_FALSE(HasFailure()) << "seed " << seed << ", step " << step;
  }
  // A monkey that only sat there would have found nothing, either.
  EXPECT_GE(monkey.wanted().size(), 15u);
}

INSTANTIATE_TEST_SUITE_P(Desk, MonkeyTest, testing::Range(0, kMonkeys));

}  // namespace
}  // namespace aftercall
