#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/intent_executor.h"
#include "client/model/desk.h"
#include "client/net/command_sender.h"
#include "client/net/connection.h"
#include "client/net/courier.h"
#include "client/net/disk_cache.h"
#include "client/net/feed_session.h"
#include "client/net/fetcher.h"
#include "client/net/inbox.h"
#include "client/net/log_file.h"
#include "client/options.h"
#include "client/panel_window.h"
#include "client/platform/desktop.h"
#include "client/platform/fonts.h"
#include "client/platform/frame_pacer.h"
#include "client/platform/hot_key.h"
#include "client/platform/surface.h"
#include "client/ui/bar.h"
#include "shared/i18n/translator.h"

namespace aftercall {

// The ticker: joins the network's events, the model, the views and the windows. Lives on the
// interface thread, which blocks on nothing but waiting for events.
class App : private IntentExecutor::Outside {
 public:
  // Opens the bar with what the disk kept, and only then begins to connect. Without a token that
  // names somebody the bar asks to sign in.
  static absl::StatusOr<std::unique_ptr<App>> Start(Options options);
  ~App() override;

  // Runs until `stopped` says so, or until the time is over. Fails where it can draw no more, or
  // where the screenshot asked for could not be taken.
  absl::Status Run(const std::function<bool()>& stopped);

 private:
  explicit App(Options options);

  // The log's file; standard error has it all where there is none.
  void OpenLog();
  void LogTrouble(const absl::Status& trouble);
  void LogAnswer(const absl::Status& answer);  // the server's

  // Empty where there is none.
  std::string FindToken();
  // What the disk kept of whoever the token is for. CloseDesk ends all that is theirs.
  void OpenDesk(const std::string& token);
  void CloseDesk();
  void TellSignedOut();
  void SignIn(const std::string& token, absl::Time now);
  void SignOut();

  absl::Status OpenBar();
  void ListenToHotKey();
  void HideOrShow();
  float WantedScale() const;
  int BarHeight() const;
  void FollowDesktop();
  absl::Status Connect(const std::string& token);
  void TakeNews(absl::Time now);
  absl::Status DrawWhatIsDue(absl::Time now);
  absl::Status DrawBar(absl::Time now);
  void CarryOutAll(const ui::Intents& intents, IntentExecutor::Place place, absl::Time now);
  void ClosePanel();

  // What the executor needs.
  void BeginPanel(PanelWindow::Subject subject, absl::Time now) override;
  void OpenPanel(PanelWindow::Subject subject, absl::Time now) override;
  const PanelWindow::Subject* GoBack() override;
  void Send(const model::Command& command) override;
  void Fetch(absl::Time now) override;
  void NoteNews() override;
  void CarryOut(const ui::Intent& intent, absl::Time now) override;

  void ChangeSettings(const model::Settings& settings, absl::Time now);
  std::string NewRequestId();
  void KeepOnDisk();
  absl::Status TakeScreenshot();
  absl::Status WriteFigures() const;
  absl::Time NextDeadline(absl::Time now) const;

  const Options options_;
  net::LogFile log_;
  PanelContent::Chosen choices_;
  model::Settings kept_settings_ = options_.file.settings;  // as they are in the file
  i18n::Translator tr_;
  ui::Theme theme_;
  const absl::Time started_;
  model::Desk desk_;
  uint64_t saved_revision_ = 0;
  uint64_t saved_by_hand_ = 0;
  absl::BitGen random_;
  bool screenshot_due_;
  std::unique_ptr<net::DiskCache> disk_;
  std::unique_ptr<platform::Desktop> desktop_;
  std::unique_ptr<platform::Fonts> fonts_;
  ui::Type type_;
  platform::RendererKind renderer_ = platform::RendererKind::kSoftware;
  std::unique_ptr<platform::Surface> bar_surface_;
  bool hidden_ = false;
  absl::Time next_look_ = absl::InfinitePast();  // at monitors, and whether the bar is there
  std::atomic<bool> hot_key_pressed_ = false;
  std::string listens_to_;  // the keys
  std::unique_ptr<platform::HotKey> hot_key_;
  ui::Bar bar_;
  platform::FramePacer pacer_;
  std::unique_ptr<PanelWindow> panel_;
  IntentExecutor executor_;
  // Last, so that they go first: nothing comes from the network while the rest goes.
  std::unique_ptr<net::Inbox> inbox_;
  std::unique_ptr<net::Connection> connection_;
  std::unique_ptr<net::FeedSession> session_;
  std::unique_ptr<net::CommandSender> sender_;
  std::unique_ptr<net::Courier> courier_;
  std::unique_ptr<net::Fetcher> fetcher_;
};

}  // namespace aftercall
