#include "client/app.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "client/model/bar_view.h"
#include "client/net/loop.h"
#include "client/platform/open_uri.h"
#include "client/platform/png_file.h"
#include "client/token_file.h"
#include "shared/base/ids.h"

namespace aftercall {
namespace {

// Where a resolution changed without a monitor coming or going, the bar follows within this time.
constexpr absl::Duration kFollowMonitorEvery = absl::Seconds(50);

ui::Bar::Edge EdgeOf(platform::DockEdge dock) {
  return dock == platform::DockEdge::kTop ? ui::Bar::Edge::kTop : ui::Bar::Edge::kBottom;
}

void LogTrouble(const absl::Status& trouble) {
  std::cerr << "aftercall: " << trouble.message() << "\n";
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

// What an intent opens in the panel; nothing where it opens none.
std::optional<PanelWindow::Subject> SubjectOf(const ui::Intent& intent) {
  using Subject = PanelWindow::Subject;
  if (const auto* detail = std::get_if<ui::OpenDetail>(&intent)) return Subject(detail->key);
  if (std::holds_alternative<ui::OpenDay>(intent)) return Subject(PanelWindow::Day{});
  if (std::holds_alternative<ui::OpenPrompts>(intent)) {
    return Subject(PanelWindow::SelfAssessment{});
  }
  if (const auto* prompt = std::get_if<ui::OpenPrompt>(&intent)) {
    return Subject(PanelWindow::SelfAssessment{prompt->interaction});
  }
  if (std::holds_alternative<ui::OpenReviews>(intent)) return Subject(PanelWindow::Reviews{});
  if (const auto* review = std::get_if<ui::OpenReview>(&intent)) {
    return Subject(PanelWindow::Review{review->name});
  }
  if (const auto* ask = std::get_if<ui::OpenAsk>(&intent)) {
    return Subject(PanelWindow::Ask{ask->interaction});
  }
  if (std::holds_alternative<ui::OpenTasks>(intent)) return Subject(PanelWindow::Tasks{});
  if (const auto* task = std::get_if<ui::OpenTask>(&intent)) {
    return Subject(PanelWindow::Task{task->name});
  }
  if (const auto* appeal = std::get_if<ui::OpenAppeal>(&intent)) {
    return Subject(PanelWindow::Appeal{appeal->answer});
  }
  if (const auto* made = std::get_if<ui::OpenMadeAppeal>(&intent)) {
    return Subject(PanelWindow::Appeal{made->name});
  }
  if (const auto* asked = std::get_if<ui::OpenAppealTask>(&intent)) {
    return Subject(PanelWindow::AppealTask{asked->name});
  }
  if (const auto* kudos = std::get_if<ui::OpenKudos>(&intent)) {
    return Subject(PanelWindow::Kudos{kudos->name});
  }
  if (std::holds_alternative<ui::OpenGiving>(intent)) return Subject(PanelWindow::Giving{});
  return std::nullopt;
}

}  // namespace

App::App(Options options, net::TokenIdentity identity)
    : options_(std::move(options)),
      tr_(options_.language),
      theme_(options_.dark ? ui::DarkTheme() : ui::LightTheme()),
      started_(absl::Now()),
      desk_(model::Settings{.good_news_at_once = options_.good_news_at_once}),
      screenshot_due_(!options_.screenshot.empty()),
      bar_(EdgeOf(options_.dock), options_.reduced_motion) {
  net::DiskCache::Options disk;
  disk.directory = options_.state_dir.empty() ? net::DefaultStateDirectory() : options_.state_dir;
  disk.server = options_.server;
  disk.identity = std::move(identity);
  disk.on_problem = LogTrouble;
  if (!disk.directory.empty()) disk_ = std::make_unique<net::DiskCache>(std::move(disk));
}

App::~App() = default;

absl::StatusOr<std::unique_ptr<App>> App::Start(Options options) {
  absl::StatusOr<std::string> token = ReadTokenFile(options.token_file);
  if (!token.ok()) return token.status();
  absl::StatusOr<net::TokenIdentity> identity = net::IdentityOf(*token);
  if (!identity.ok()) return identity.status();
  std::unique_ptr<App> app(new App(std::move(options), *std::move(identity)));
  if (app->disk_ != nullptr) {
    absl::StatusOr<std::optional<model::Kept>> kept = app->disk_->Load(absl::Now());
    if (!kept.ok()) LogTrouble(kept.status());
    if (kept.ok() && kept->has_value()) app->desk_.Restore(**std::move(kept));
    app->saved_revision_ = app->desk_.revision();
  }
  if (absl::Status opened = app->OpenBar(); !opened.ok()) return opened;
  if (absl::Status connecting = app->Connect(*token); !connecting.ok()) return connecting;
  return app;
}

absl::Status App::OpenBar() {
  absl::StatusOr<std::unique_ptr<platform::Desktop>> desktop = platform::Desktop::Connect();
  if (!desktop.ok()) return desktop.status();
  desktop_ = *std::move(desktop);
  absl::StatusOr<std::unique_ptr<platform::Fonts>> fonts =
      platform::Fonts::Load(platform::FontFiles::Installed());
  if (!fonts.ok()) return fonts.status();
  fonts_ = *std::move(fonts);
  type_ = TypeOf(*fonts_);
  renderer_ = options_.renderer.has_value() ? *options_.renderer : desktop_->BestRenderer();
  absl::StatusOr<std::unique_ptr<platform::Window>> window =
      platform::Window::OpenBar(*desktop_, renderer_, options_.dock, ui::Bar::kHeight);
  if (!window.ok()) return window.status();
  absl::StatusOr<std::unique_ptr<platform::Surface>> surface =
      platform::Surface::Create(*std::move(window), renderer_, *fonts_);
  if (!surface.ok()) return surface.status();
  bar_surface_ = *std::move(surface);
  bar_surface_->window().Show();
  return DrawBar(absl::Now());
}

absl::Status App::Connect(const std::string& token) {
  inbox_ = std::make_unique<net::Inbox>(platform::Desktop::PostWake);
  absl::StatusOr<std::unique_ptr<net::Connection>> connection = net::Connection::Make(
      {.server = options_.server, .token = token, .tls_ca_file = options_.tls_ca},
      net::MakeThreadLoop());
  if (!connection.ok()) return connection.status();
  connection_ = *std::move(connection);
  session_ = std::make_unique<net::FeedSession>(connection_.get(), inbox_.get());
  sender_ = std::make_unique<net::CommandSender>(connection_.get(), inbox_.get(), LogTrouble);
  courier_ = std::make_unique<net::Courier>(connection_.get(), inbox_.get());
  fetcher_ = std::make_unique<net::Fetcher>(connection_.get(), inbox_.get(), LogTrouble);
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
  for (const model::FeedEvent& event : events) {
    news = news || !std::holds_alternative<model::Bookmark>(event.payload);
    if (absl::Status applied = desk_.Apply(event, now); !applied.ok()) {
      LogTrouble(applied);
      session_->Resync(desk_.feed().cursor());
    }
  }
  fetcher_->Want(desk_.WantedNow(now));
  if (!news && desk_.revision() == before) return;
  pacer_.NoteNews();
  if (panel_ != nullptr) panel_->NoteNews();
}

absl::Status App::DrawBar(absl::Time now) {
  ui::Bar::Frame frame;
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
  CarryOut(frame.intents, now);
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

void App::OpenPanel(PanelWindow::Subject subject, absl::Time now) {
  if (panel_ != nullptr) {
    panel_->Show(std::move(subject));
    return;
  }
  absl::StatusOr<std::unique_ptr<PanelWindow>> panel =
      PanelWindow::Open({*desktop_, *fonts_, renderer_, options_.dock,
                         bar_surface_->window().place(), theme_, type_, tr_},
                        std::move(subject), desk_, now);
  if (panel.ok()) {
    panel_ = *std::move(panel);
  } else {
    LogTrouble(panel.status());
  }
}

void App::ClosePanel() {
  // A panel that closes by itself leaves the keyboard where the person has taken it since.
  const bool ours = bar_surface_->window().focused() || (panel_ != nullptr && panel_->focused());
  panel_.reset();
  if (ours) bar_surface_->window().GiveKeyboardBack();
}

std::string App::NewRequestId() {
  const uint64_t high = random_();
  return base::FormatUuid(high, random_());
}

void App::Give(const std::string& about, model::Doing what) {
  Give({NewRequestId(), about, std::move(what)});
}

void App::Give(model::Command command) {
  desk_.mutable_hand().Give(command);
  // On the disk first, as far as the two can be ordered: what is sent has been kept.
  KeepOnDisk();
  courier_->Bring(std::move(command));
}

void App::Do(const ui::Do& wish, absl::Time now) {
  Give(wish.about, wish.what);
  const bool is_over = std::holds_alternative<model::SkipAssessment>(wish.what) ||
                       std::holds_alternative<model::SnoozeAssessment>(wish.what) ||
                       std::holds_alternative<model::AcknowledgeReview>(wish.what) ||
                       std::holds_alternative<model::CloseReview>(wish.what) ||
                       std::holds_alternative<model::DeclineReview>(wish.what) ||
                       std::holds_alternative<model::WithdrawAppeal>(wish.what);
  if (is_over) ClosePanel();
  if (std::holds_alternative<model::RequestAssessment>(wish.what)) {
    OpenPanel(PanelWindow::SelfAssessment{wish.about}, now);
  }
  pacer_.NoteNews();
  if (panel_ != nullptr) panel_->NoteNews();
}

void App::TakeBack(const ui::TakeBackAsk& back) {
  desk_.TakeBackAsk(back.interaction);
  if (back.with_draft) {
    desk_.mutable_hand().DropDraft(model::AboutAsking(back.interaction));
    ClosePanel();
  } else if (panel_ != nullptr) {
    panel_->NoteNews();
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

// What only the server knows of it is wanted with every opening.
void App::Prepare(const PanelWindow::Subject& subject, absl::Time now) {
  if (const auto* ask = std::get_if<PanelWindow::Ask>(&subject)) {
    desk_.PrepareAsking(ask->interaction);
    desk_.OpenColleagues();
  } else if (std::holds_alternative<PanelWindow::Giving>(subject)) {
    desk_.OpenColleagues();
  } else if (std::holds_alternative<PanelWindow::Reviews>(subject)) {
    desk_.OpenContacts(absl::ToCivilDay(now, absl::LocalTimeZone()));
  } else if (const auto* task = std::get_if<PanelWindow::Task>(&subject)) {
    desk_.Open(task->name);
  } else if (const auto* appeal_task = std::get_if<PanelWindow::AppealTask>(&subject)) {
    desk_.Open(appeal_task->name);
  } else if (const auto* appeal = std::get_if<PanelWindow::Appeal>(&subject)) {
    const auto view = std::visit(
        [&](const auto& which) { return model::AppealViewOf(desk_, which); }, appeal->which);
    if (view && view->appeal != nullptr) desk_.Open(std::string(view->appeal->told.name));
  }
  fetcher_->Want(desk_.WantedNow(now));
}

void App::CarryOut(const ui::Intents& intents, absl::Time now) {
  bool opened = false;
  for (const ui::Intent& intent : intents) {
    if (std::optional<PanelWindow::Subject> subject = SubjectOf(intent)) {
      Prepare(*subject, now);
      OpenPanel(*std::move(subject), now);
      opened = true;
    } else if (const auto* edit = std::get_if<ui::EditDraft>(&intent)) {
      desk_.mutable_hand().SetDraft(edit->about, edit->draft);
      desk_.NoteAskWritten(now);
    } else if (const auto* ask = std::get_if<ui::AskOnceKnown>(&intent)) {
      desk_.AskOnceKnown({ask->reference, ask->request, ask->only_anonymous, NewRequestId()});
      fetcher_->Want(desk_.WantedNow(now));
      if (panel_ != nullptr) panel_->NoteNews();
    } else if (const auto* back = std::get_if<ui::TakeBackAsk>(&intent)) {
      TakeBack(*back);
    } else if (const auto* written = std::get_if<ui::WriteReview>(&intent)) {
      desk_.mutable_review_drafts().Write(written->task, written->content, now);
    } else if (const auto* swap = std::get_if<ui::SwapDrafts>(&intent)) {
      desk_.mutable_review_drafts().Swap(swap->task, now);
    } else if (const auto* kept = std::get_if<ui::KeepDraft>(&intent)) {
      desk_.mutable_review_drafts().Keep(kept->task, now);
    } else if (const auto* seen = std::get_if<ui::NoteOpened>(&intent)) {
      desk_.mutable_review_drafts().NoteOpened(seen->task);
    } else if (const auto* link = std::get_if<ui::OpenUri>(&intent)) {
      if (absl::Status opened = platform::OpenUri(link->uri); !opened.ok()) LogTrouble(opened);
    } else if (const auto* wish = std::get_if<ui::Do>(&intent)) {
      Do(*wish, now);
    } else if (std::holds_alternative<ui::ClosePanel>(intent)) {
      ClosePanel();
    } else if (const auto* copy = std::get_if<ui::CopyText>(&intent)) {
      bar_surface_->window().SetClipboard(copy->text);
    } else if (std::holds_alternative<ui::ShowWaiting>(intent)) {
      desk_.ReleaseHeld();
      pacer_.NoteNews();
    } else if (std::holds_alternative<ui::TakeKeyboard>(intent)) {
      bar_surface_->window().TakeKeyboard();
    } else if (std::holds_alternative<ui::GiveKeyboardBack>(intent)) {
      bar_surface_->window().GiveKeyboardBack();
    }
  }
  // After the bar has taken the keyboard for the same click.
  if (panel_ != nullptr && opened) panel_->Focus();
}

absl::Status App::DrawWhatIsDue(absl::Time now) {
  const platform::Surface::Wishes wishes = bar_surface_->TakeWishes();
  if (wishes.input) pacer_.NoteInput();
  if (wishes.lost) pacer_.NoteNews();
  if (pacer_.Decide(now).draw_now) {
    if (absl::Status drawn = DrawBar(now); !drawn.ok()) return drawn;
  }
  if (panel_ != nullptr && panel_->Decide(now).draw_now) {
    absl::StatusOr<ui::Intents> intents = panel_->Draw(desk_, now);
    if (!intents.ok()) return intents.status();
    CarryOut(*intents, now);
  }
  return absl::OkStatus();
}

absl::Time App::NextDeadline(absl::Time now) const {
  absl::Time deadline = std::min(pacer_.Decide(now).wait_until, started_ + options_.exit_after);
  deadline = std::min({deadline, desk_.NextDraftToSaveAt(), desk_.NextWantedAt(now)});
  if (panel_ != nullptr) deadline = std::min(deadline, panel_->Decide(now).wait_until);
  return deadline;
}

void App::GiveWhatIsDue(absl::Time now) {
  for (model::ReviewDrafts::Save& save : desk_.TakeDraftsToSave(now)) {
    Give(save.task, std::move(save.what));
  }
  for (model::Command& command : desk_.AsksToSend()) Give(std::move(command));
}

absl::Status App::Run(const std::function<bool()>& stopped) {
  absl::Time followed = started_;
  while (!stopped() && absl::Now() < started_ + options_.exit_after) {
    const absl::Time now = absl::Now();
    TakeNews(now);
    if (desktop_->TakeMonitorChange() || now - followed >= kFollowMonitorEvery) {
      followed = now;
      if (absl::Status placed = bar_surface_->window().FollowMonitor(*desktop_); !placed.ok()) {
        LogTrouble(placed);
      }
    }
    if (absl::Status drawn = DrawWhatIsDue(now); !drawn.ok()) return drawn;
    if (const std::optional<int64_t> seen = desk_.feed().SeenToTell(); seen.has_value()) {
      sender_->MarkSeen(*seen);
    }
    GiveWhatIsDue(now);
    KeepOnDisk();
    desktop_->WaitEvents(NextDeadline(now));
  }
  return screenshot_due_ ? TakeScreenshot() : absl::OkStatus();
}

}  // namespace aftercall
