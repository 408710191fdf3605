#include "client/app.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "client/model/bar_view.h"
#include "client/model/key_chord.h"
#include "client/net/loop.h"
#include "client/net/token_file.h"
#include "client/net/token_identity.h"
#include "client/platform/open_uri.h"
#include "client/platform/png_file.h"
#include "shared/base/ids.h"

namespace aftercall {
namespace {

// Where a resolution changed without a monitor coming or going, the bar follows within this time.
constexpr absl::Duration kFollowMonitorEvery = absl::Seconds(50);
// A session starts its programs and its window manager at once, which may lose a window that comes
// at the wrong moment.
constexpr absl::Duration kFirstLookAfter = absl::Seconds(2);

using model::Settings;

platform::Dock DockOf(const Settings& settings) {
  return {settings.edge == Settings::Edge::kTop ? platform::DockEdge::kTop
                                                : platform::DockEdge::kBottom,
          settings.monitor};
}

ui::Bar::Edge EdgeOf(const Settings& settings) {
  return settings.edge == Settings::Edge::kTop ? ui::Bar::Edge::kTop : ui::Bar::Edge::kBottom;
}

ui::Bar BarOf(const Settings& settings) { return {EdgeOf(settings), settings.reduced_motion}; }

platform::RendererKind RendererOf(const Settings& settings, const platform::Desktop& desktop) {
  switch (settings.renderer) {
    case Settings::Renderer::kSoftware:
      return platform::RendererKind::kSoftware;
    case Settings::Renderer::kOpenGl:
      return platform::RendererKind::kOpenGl;
    case Settings::Renderer::kAuto:
      break;
  }
  return desktop.BestRenderer();
}

const ui::Theme& ThemeOf(const Settings& settings) {
  return settings.colours == Settings::Colours::kDark ? ui::DarkTheme() : ui::LightTheme();
}

i18n::Translator TranslatorOf(const Settings& settings) {
  return i18n::Translator(i18n::ChooseLanguage(model::ValueOf(settings, "language")));
}

// How the connection stands, for the log. What a server says may name somebody.
std::string WordsForLog(const model::LinkState& state) {
  switch (state.link) {
    case model::Link::kConnecting:
      return "Connecting.";
    case model::Link::kLive:
      return "Connected, and all is told.";
    case model::Link::kNoServer:
      return absl::StrCat("The server is not there: ", state.detail);
    case model::Link::kStale:
      return "The server has been silent for too long.";
    case model::Link::kServerFull:
      return "The server takes no more for now.";
    case model::Link::kDraining:
      return "The server goes away for a moment.";
    case model::Link::kSignedOut:
      return "Nobody is signed in.";
    case model::Link::kTokenExpired:
      return "The sign-in does not hold any more.";
    case model::Link::kRefused:
      return "The server does not let this person watch.";
  }
  return "";
}

ui::Type TypeOf(platform::Fonts& fonts) {
  static_assert(ui::kStyles == platform::kTextStyles);
  ui::Type type;
  for (int i = 0; i < ui::kStyles; ++i) {
    type.fonts[i] = fonts.font(static_cast<platform::TextStyle>(i));
  }
  type.drawable = [&fonts](ui::Style style, absl::string_view text) {
    return fonts.Drawable(static_cast<platform::TextStyle>(style), text);
  };
  return type;
}

}  // namespace

App::App(Options options)
    : options_(std::move(options)),
      choices_{options_.settings,
               options_.settings_file,
               std::string(options_.file.trouble.message()),
               {}},
      tr_(TranslatorOf(options_.settings)),
      theme_(ThemeOf(options_.settings)),
      started_(absl::Now()),
      desk_(options_.settings),
      screenshot_due_(!options_.screenshot.empty()),
      bar_(BarOf(options_.settings)),
      executor_(desk_, *this, [this] { return NewRequestId(); }) {
  OpenLog();
  if (!options_.file.trouble.ok()) LogTrouble(options_.file.trouble);
}

App::~App() = default;

absl::StatusOr<std::unique_ptr<App>> App::Start(Options options) {
  std::unique_ptr<App> app(new App(std::move(options)));
  const std::string token = app->FindToken();
  if (!token.empty()) app->OpenDesk(token);
  if (absl::Status opened = app->OpenBar(); !opened.ok()) return opened;
  app->inbox_ = std::make_unique<net::Inbox>(platform::Desktop::PostWake);
  if (token.empty()) {
    app->TellSignedOut();
  } else if (absl::Status connecting = app->Connect(token); !connecting.ok()) {
    return connecting;
  }
  return app;
}

void App::OpenLog() {
  const std::string file = net::LogFileIn(options_.state_dir);
  if (file.empty()) return;
  if (absl::Status opened = log_.Open(file); !opened.ok()) LogTrouble(opened);
  log_.Info(absl::StrCat(kVersion, " starts; the server is ", options_.server, "."));
}

void App::LogTrouble(const absl::Status& trouble) { log_.Warning(net::WordsForLog(trouble)); }

void App::LogAnswer(const absl::Status& answer) { log_.Warning(net::AnswerForLog(answer)); }

// The first that holds of the file that was named, the environment's, and what was pasted once.
// Where all have run out, the server shall say so of the first.
std::string App::FindToken() {
  std::vector<std::string> found;
  const auto look = [&](const std::string& file) {
    if (file.empty()) return;
    absl::StatusOr<std::string> token = net::ReadTokenFile(file);
    if (token.ok()) found.push_back(*std::move(token));
    const bool is_wanted = !options_.token_file.empty() && file == options_.token_file;
    if (!token.ok() && (is_wanted || !absl::IsNotFound(token.status()))) LogTrouble(token.status());
  };
  look(options_.token_file);
  if (!options_.token.empty()) found.push_back(options_.token);
  const size_t of_others = found.size();
  look(net::DefaultTokenFile());
  std::optional<size_t> first;
  for (size_t i = 0; i < found.size(); ++i) {
    const absl::StatusOr<net::TokenIdentity> identity = net::IdentityOf(found[i]);
    if (!identity.ok()) LogTrouble(identity.status());
    if (!identity.ok()) continue;
    if (identity->expires > absl::Now() || !first) first = i;
    if (identity->expires > absl::Now()) break;
  }
  if (!first) return "";
  choices_.sign_in.by_others = *first < of_others;
  return found[*first];
}

void App::OpenDesk(const std::string& token) {
  const absl::StatusOr<net::TokenIdentity> identity = net::IdentityOf(token);
  if (!identity.ok()) return;
  choices_.sign_in.is_in = true;
  net::DiskCache::Options disk;
  disk.directory = options_.state_dir.empty() ? net::DefaultStateDirectory() : options_.state_dir;
  disk.server = options_.server;
  disk.identity = *identity;
  disk.on_problem = [this](const absl::Status& problem) { LogTrouble(problem); };
  if (disk.directory.empty()) return;
  disk_ = std::make_unique<net::DiskCache>(std::move(disk));
  absl::StatusOr<std::optional<model::Kept>> kept = disk_->Load(absl::Now());
  if (!kept.ok()) LogTrouble(kept.status());
  if (kept.ok() && kept->has_value()) desk_.Restore(**std::move(kept));
  saved_revision_ = desk_.revision();
}

void App::CloseDesk() {
  // The other way round than they were made: nothing comes from the network while the rest goes.
  fetcher_.reset();
  courier_.reset();
  sender_.reset();
  session_.reset();
  connection_.reset();
  disk_.reset();
  inbox_ = std::make_unique<net::Inbox>(platform::Desktop::PostWake);
  desk_ = model::Desk(choices_.settings);
  saved_revision_ = desk_.revision();
  saved_by_hand_ = desk_.revision_by_hand();
  bar_ = BarOf(choices_.settings);
  choices_.sign_in.is_in = false;
}

void App::TellSignedOut() {
  model::FeedEvent event;
  const model::LinkState signed_out{model::Link::kSignedOut, ""};
  log_.Info(WordsForLog(signed_out));
  event.payload = signed_out;
  const absl::Status told = desk_.Apply(event, absl::Now());
  if (!told.ok()) LogTrouble(told);
  pacer_.NoteNews();
}

void App::SignIn(const std::string& token, absl::Time now) {
  using Trouble = model::SignInState::Trouble;
  const absl::StatusOr<net::TokenIdentity> identity = net::IdentityOf(token);
  choices_.sign_in.trouble = Trouble::kNone;
  if (!identity.ok()) {
    choices_.sign_in.trouble = Trouble::kNoToken;
  } else if (identity->expires <= now) {
    choices_.sign_in.trouble = Trouble::kRunOut;
  }
  if (panel_ != nullptr) panel_->NoteNews();
  if (choices_.sign_in.trouble != Trouble::kNone) return;
  CloseDesk();
  choices_.sign_in.by_others = false;
  const std::string file = net::DefaultTokenFile();
  const absl::Status kept = file.empty() ? absl::NotFoundError("no place to keep the token in")
                                         : net::WriteTokenFile(file, token);
  if (!kept.ok()) {
    LogTrouble(kept);
    choices_.sign_in.trouble = Trouble::kNotKept;
  }
  OpenDesk(token);
  if (absl::Status connecting = Connect(token); !connecting.ok()) LogTrouble(connecting);
  if (kept.ok()) ClosePanel();
  pacer_.NoteNews();
}

void App::SignOut() {
  absl::Status removed = disk_ != nullptr ? disk_->Remove() : absl::OkStatus();
  if (const std::string file = net::DefaultTokenFile(); !file.empty()) {
    removed.Update(net::RemoveTokenFile(file));
  }
  if (!removed.ok()) LogTrouble(removed);
  CloseDesk();
  choices_.sign_in.trouble =
      removed.ok() ? model::SignInState::Trouble::kNone : model::SignInState::Trouble::kNotGone;
  TellSignedOut();
  if (removed.ok()) ClosePanel();
}

float App::WantedScale() const {
  const absl::StatusOr<platform::Monitor> monitor = desktop_->MonitorFor(choices_.settings.monitor);
  const float desktops = monitor.ok() ? monitor->scale : 1;
  return desktops * static_cast<float>(choices_.settings.text_percent) / 100;
}

int App::BarHeight() const {
  return static_cast<int>(std::lround(ui::Bar::kHeight * fonts_->scale()));
}

// Where monitors or the desktop's scale have changed, the bar goes with them.
void App::FollowDesktop() {
  choices_.monitors.clear();
  for (const platform::Monitor& monitor : desktop_->Monitors()) {
    choices_.monitors.push_back(monitor.name);
  }
  fonts_->SetScale(WantedScale());
  if (absl::Status placed = bar_surface_->window().FollowMonitor(*desktop_, BarHeight());
      !placed.ok()) {
    LogTrouble(placed);
  }
  if (panel_ != nullptr) {
    panel_->Follow(DockOf(choices_.settings).edge, bar_surface_->window().place());
  }
}

void App::ListenToHotKey() {
  const auto chord = model::ParseKeyChord(choices_.settings.hot_key);
  if (hot_key_ != nullptr && listens_to_ == choices_.settings.hot_key) return;
  listens_to_ = choices_.settings.hot_key;
  hot_key_.reset();
  if (!chord.ok() || !chord->has_value()) return;
  const model::KeyChord& keys = **chord;
  auto heard =
      platform::HotKey::Listen({keys.ctrl, keys.alt, keys.shift, keys.super, keys.key}, [this] {
        hot_key_pressed_ = true;
        platform::Desktop::PostWake();
      });
  if (heard.ok()) {
    hot_key_ = *std::move(heard);
    return;
  }
  LogTrouble(heard.status());
  choices_.trouble = i18n::Format(
      tr_.Tr(
          "{keys} cannot hide the bar: another program has these keys, or the keyboard has not."),
      {{"keys", listens_to_}});
}

// Hidden, nothing is drawn, so that nothing counts as seen.
void App::HideOrShow() {
  hidden_ = !hidden_;
  if (hidden_) {
    ClosePanel();
    bar_surface_->window().GiveKeyboardBack();
    bar_surface_->window().Hide();
    return;
  }
  FollowDesktop();
  bar_surface_->window().Show();
  // Whoever calls it by a key wants keys for it.
  bar_surface_->window().TakeKeyboard();
  pacer_.NoteInput();
}

absl::Status App::OpenBar() {
  absl::StatusOr<std::unique_ptr<platform::Desktop>> desktop = platform::Desktop::Connect();
  if (!desktop.ok()) return desktop.status();
  desktop_ = *std::move(desktop);
  absl::StatusOr<std::unique_ptr<platform::Fonts>> fonts =
      platform::Fonts::Load(platform::FontFiles::Installed(), WantedScale());
  if (!fonts.ok()) return fonts.status();
  fonts_ = *std::move(fonts);
  type_ = TypeOf(*fonts_);
  renderer_ = RendererOf(choices_.settings, *desktop_);
  absl::StatusOr<std::unique_ptr<platform::Window>> window =
      platform::Window::OpenBar(*desktop_, renderer_, DockOf(choices_.settings), BarHeight());
  if (!window.ok()) return window.status();
  absl::StatusOr<std::unique_ptr<platform::Surface>> surface =
      platform::Surface::Create(*std::move(window), renderer_, *fonts_);
  if (!surface.ok()) return surface.status();
  bar_surface_ = *std::move(surface);
  bar_surface_->window().Show();
  FollowDesktop();
  ListenToHotKey();
  log_.Info(absl::StrCat("The bar is there, drawn by ", bar_surface_->renderer().name(), ", at ",
                         std::lround(100 * fonts_->scale()), "%."));
  return DrawBar(absl::Now());
}

absl::Status App::Connect(const std::string& token) {
  absl::StatusOr<std::unique_ptr<net::Connection>> connection = net::Connection::Make(
      {.server = options_.server, .token = token, .tls_ca_file = options_.tls_ca},
      net::MakeThreadLoop());
  if (!connection.ok()) return connection.status();
  connection_ = *std::move(connection);
  session_ = std::make_unique<net::FeedSession>(connection_.get(), inbox_.get());
  const auto log = [this](const absl::Status& answer) { LogAnswer(answer); };
  sender_ = std::make_unique<net::CommandSender>(connection_.get(), inbox_.get(), log);
  courier_ = std::make_unique<net::Courier>(connection_.get(), inbox_.get());
  fetcher_ = std::make_unique<net::Fetcher>(connection_.get(), inbox_.get(), log);
  session_->Start(desk_.feed().cursor());
  // What was on its way when the program ended goes on, under the same request ids.
  for (const model::Command& command : desk_.hand().commands()) courier_->Bring(command);
  fetcher_->Want(desk_.WantedNow());
  return absl::OkStatus();
}

void App::TakeNews(absl::Time now) {
  const std::vector<model::FeedEvent> events = inbox_->Drain();
  // A heartbeat alone is nothing to see.
  bool news = false;
  const uint64_t before = desk_.revision();
  desk_.NoteTime(now);
  for (const model::FeedEvent& event : events) {
    news = news || !std::holds_alternative<model::Bookmark>(event.payload);
    if (const auto* link = std::get_if<model::LinkState>(&event.payload)) {
      log_.Info(WordsForLog(*link));
    }
    const auto* answered = std::get_if<model::CommandAnswered>(&event.payload);
    if (answered != nullptr && answered->refusal) {
      log_.Warning(absl::StrCat("The server refused a command: ", answered->refusal->reason, "."));
    }
    if (absl::Status applied = desk_.Apply(event, now); !applied.ok()) {
      LogTrouble(applied);
      if (session_ != nullptr) session_->Resync(desk_.feed().cursor());
    }
  }
  if (fetcher_ != nullptr) fetcher_->Want(desk_.WantedNow(now));
  if (!news && desk_.revision() == before) return;
  pacer_.NoteNews();
  if (panel_ != nullptr) panel_->NoteNews();
}

absl::Status App::DrawBar(absl::Time now) {
  ui::Bar::Frame frame;
  bar_.NoteKeyboard(bar_surface_->window().focused(), panel_ != nullptr);
  absl::StatusOr<platform::FrameStats> drawn = bar_surface_->Draw(now, theme_.background, [&] {
    frame = bar_.Draw(model::ViewOf(desk_, now), theme_, type_, tr_, now);
  });
  if (!drawn.ok()) return drawn.status();
  pacer_.FrameDrawn(now);
  pacer_.SetMoving(frame.moving);
  pacer_.SetNextChange(frame.next_change);
  const bool unfinished = fonts_->Settle();
  if (unfinished) pacer_.NoteNews();
  desk_.mutable_feed().NoteShown(frame.shown);
  CarryOutAll(frame.intents, IntentExecutor::Place::kBar, now);
  const bool enough = static_cast<int>(frame.shown.size()) >= options_.screenshot_after_items;
  if (screenshot_due_ && enough && !frame.moving && !unfinished) return TakeScreenshot();
  return absl::OkStatus();
}

absl::Status App::TakeScreenshot() {
  screenshot_due_ = false;
  absl::StatusOr<platform::Capture> capture = bar_surface_->window().Screenshot();
  if (!capture.ok()) return capture.status();
  return platform::WritePng(options_.screenshot, capture->canvas());
}

absl::Status App::WriteFigures() const {
  if (options_.figures.empty()) return absl::OkStatus();
  const platform::Surface::Drawn& drawn = bar_surface_->drawn();
  std::ofstream file(options_.figures);
  file << absl::StrFormat(
      R"({"renderer":"%s","frames":%d,"frames_presented":%d,"pixels_presented":%d})",
      bar_surface_->renderer().name(), drawn.frames, drawn.frames_presented,
      drawn.pixels_presented);
  file.close();
  return file ? absl::OkStatus()
              : absl::UnavailableError(absl::StrCat("cannot write ", options_.figures));
}

void App::BeginPanel(PanelWindow::Subject subject, absl::Time now) {
  if (panel_ != nullptr) {
    panel_->Begin(std::move(subject));
    return;
  }
  absl::StatusOr<std::unique_ptr<PanelWindow>> panel =
      PanelWindow::Make({*desktop_,
                         *fonts_,
                         renderer_,
                         DockOf(choices_.settings).edge,
                         bar_surface_->window().place(),
                         {theme_, type_, tr_, choices_}},
                        std::move(subject), desk_, now);
  if (panel.ok()) {
    panel_ = *std::move(panel);
  } else {
    LogTrouble(panel.status());
  }
}

void App::OpenPanel(PanelWindow::Subject subject, absl::Time now) {
  if (panel_ != nullptr) {
    panel_->Open(std::move(subject));
  } else {
    BeginPanel(std::move(subject), now);
  }
}

const PanelWindow::Subject* App::GoBack() {
  if (panel_ != nullptr && panel_->Back()) return panel_->subject();
  ClosePanel();
  return nullptr;
}

void App::ClosePanel() {
  if (panel_ == nullptr) return;
  // A panel that closes by itself leaves the keyboard where the person has taken it since.
  const bool ours = bar_surface_->window().focused() || panel_->focused();
  // Who went to it with keys, goes on from there. Before it goes: a window manager gives what a
  // window had that is gone to whom it likes.
  const bool goes_on = ours && bar_.has_keys();
  if (goes_on) bar_surface_->window().TakeKeyboardAgain();
  panel_.reset();
  if (ours && !goes_on) bar_surface_->window().GiveKeyboardBack();
}

std::string App::NewRequestId() {
  const uint64_t high = random_();
  return base::FormatUuid(high, random_());
}

void App::ChangeSettings(const Settings& settings, absl::Time now) {
  // What the command line said stays for this run; only what was chosen goes into the file.
  for (const model::WrittenSetting& one : model::WrittenSettings()) {
    const std::string value = model::ValueOf(settings, one.key);
    if (value == model::ValueOf(choices_.settings, one.key)) continue;
    if (absl::Status set = model::SetValue(kept_settings_, one.key, value); !set.ok()) {
      LogTrouble(set);
    }
  }
  choices_.settings = settings;
  tr_ = TranslatorOf(settings);
  theme_ = ThemeOf(settings);
  bar_.Change(EdgeOf(settings), settings.reduced_motion);
  desk_.mutable_feed().SetSettings(settings, now);
  bar_surface_->window().SetDock(DockOf(settings));
  FollowDesktop();
  choices_.trouble.clear();
  ListenToHotKey();
  if (!choices_.file.empty()) {
    const absl::Status written = net::WriteSettings(choices_.file, kept_settings_, tr_);
    if (!written.ok()) {
      choices_.trouble = std::string(written.message());
      LogTrouble(written);
    }
  }
  pacer_.NoteNews();
}

void App::KeepOnDisk() {
  if (disk_ == nullptr || desk_.revision() == saved_revision_) return;
  saved_revision_ = desk_.revision();
  const bool by_hand = desk_.revision_by_hand() != saved_by_hand_;
  saved_by_hand_ = desk_.revision_by_hand();
  if (std::optional<model::Kept> kept = desk_.Keep(); kept.has_value()) {
    disk_->Save(*std::move(kept), by_hand);
  }
}

void App::Send(const model::Command& command) {
  // On the disk first, as far as the two can be ordered: what is sent has been kept.
  KeepOnDisk();
  if (courier_ != nullptr) courier_->Bring(command);
}

void App::Fetch(absl::Time now) {
  if (fetcher_ != nullptr) fetcher_->Want(desk_.WantedNow(now));
}

void App::NoteNews() {
  pacer_.NoteNews();
  if (panel_ != nullptr) panel_->NoteNews();
}

void App::CarryOut(const ui::Intent& intent, absl::Time now) {
  if (const auto* link = std::get_if<ui::OpenUri>(&intent)) {
    if (absl::Status opened = platform::OpenUri(link->uri); !opened.ok()) LogTrouble(opened);
  } else if (const auto* sign_in = std::get_if<ui::SignIn>(&intent)) {
    SignIn(sign_in->token, now);
  } else if (std::holds_alternative<ui::SignOut>(intent)) {
    SignOut();
  } else if (const auto* change = std::get_if<ui::ChangeSettings>(&intent)) {
    ChangeSettings(change->settings, now);
  } else if (const auto* copy = std::get_if<ui::CopyText>(&intent)) {
    bar_surface_->window().SetClipboard(copy->text);
  } else if (std::holds_alternative<ui::TakeKeyboard>(intent)) {
    bar_surface_->window().TakeKeyboard();
  } else if (std::holds_alternative<ui::GiveKeyboardBack>(intent)) {
    bar_surface_->window().GiveKeyboardBack();
  }
}

void App::CarryOutAll(const ui::Intents& intents, IntentExecutor::Place place, absl::Time now) {
  const bool opened = executor_.CarryOut(intents, place, now);
  // After the bar has taken the keyboard for the same click.
  if (panel_ != nullptr && opened) panel_->Focus();
}

absl::Status App::DrawWhatIsDue(absl::Time now) {
  if (hot_key_pressed_.exchange(false)) HideOrShow();
  if (hidden_) return absl::OkStatus();
  const platform::Surface::Wishes wishes = bar_surface_->TakeWishes();
  if (wishes.input) pacer_.NoteInput();
  if (wishes.lost) pacer_.NoteNews();
  if (pacer_.Decide(now).draw_now) {
    if (absl::Status drawn = DrawBar(now); !drawn.ok()) return drawn;
  }
  if (panel_ != nullptr && panel_->Decide(now).draw_now) {
    absl::StatusOr<ui::Intents> intents = panel_->Draw(desk_, now);
    if (!intents.ok()) return intents.status();
    CarryOutAll(*intents, IntentExecutor::Place::kPanel, now);
  }
  if (panel_ != nullptr && panel_->close_requested()) ClosePanel();
  return absl::OkStatus();
}

absl::Time App::NextDeadline(absl::Time now) const {
  absl::Time deadline = std::min(started_ + options_.exit_after, next_look_);
  if (hidden_) {
    deadline = std::min(deadline, desk_.feed().quiet_until().value_or(absl::InfiniteFuture()));
  } else {
    deadline = std::min(deadline, pacer_.Decide(now).wait_until);
  }
  deadline = std::min({deadline, desk_.NextDraftToSaveAt(), desk_.NextWantedAt(now)});
  if (panel_ != nullptr) deadline = std::min(deadline, panel_->Decide(now).wait_until);
  return deadline;
}

absl::Status App::Run(const std::function<bool()>& stopped) {
  next_look_ = started_ + kFirstLookAfter;
  while (!stopped() && absl::Now() < started_ + options_.exit_after) {
    const absl::Time now = absl::Now();
    TakeNews(now);
    if (desktop_->TakeMonitorChange() || now >= next_look_) {
      next_look_ = now + kFollowMonitorEvery;
      FollowDesktop();
      if (!hidden_ && !bar_surface_->window().is_shown()) bar_surface_->window().Show();
    }
    if (absl::Status drawn = DrawWhatIsDue(now); !drawn.ok()) return drawn;
    if (const std::optional<int64_t> seen = desk_.feed().SeenToTell(); seen && sender_ != nullptr) {
      sender_->MarkSeen(*seen);
    }
    executor_.GiveWhatIsDue(now);
    KeepOnDisk();
    desktop_->WaitEvents(NextDeadline(now));
  }
  log_.Info("The ticker ends.");
  if (absl::Status written = WriteFigures(); !written.ok()) return written;
  return screenshot_due_ ? TakeScreenshot() : absl::OkStatus();
}

}  // namespace aftercall
