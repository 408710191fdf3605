#include "client/options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "client/platform/scale.h"
#include "shared/i18n/translator.h"

namespace aftercall {
namespace {

using platform::DockEdge;
using platform::RendererKind;

constexpr char kVersion[] = "aftercall 0.1.0";

const std::map<std::string, DockEdge> kEdges = {{"top", DockEdge::kTop},
                                                {"bottom", DockEdge::kBottom}};
const std::map<std::string, std::optional<RendererKind>> kRenderers = {
    {"auto", std::nullopt},
    {"software", RendererKind::kSoftware},
    {"opengl", RendererKind::kOpenGl}};

// Values as they are written, before they mean something.
struct Texts {
  std::string dock = "top";
  std::string renderer = "auto";
  std::string theme = "light";
  std::string language = "auto";
  double exit_after = 0;
};

void Describe(CLI::App& app, const i18n::Translator& tr, Options& options, Texts& texts) {
  app.add_option("--server", options.server, tr.Tr("The server, HOST:PORT"))
      ->envname("AFTERCALL_SERVER")
      ->default_val("127.0.0.1:7433");
  app.add_option("--token-file", options.token_file, tr.Tr("File with your sign-in token"))
      ->envname("AFTERCALL_TOKEN_FILE")
      ->required();
  app.add_option("--tls-ca", options.tls_ca,
                 tr.Tr("PEM file of those who may vouch for the server"))
      ->envname("AFTERCALL_TLS_CA");
  app.add_option("--state-dir", options.state_dir,
                 tr.Tr("Where the last items are kept, for you alone"))
      ->envname("AFTERCALL_STATE_DIR");
  app.add_option("--dock", texts.dock, tr.Tr("The edge of the screen"))
      ->envname("AFTERCALL_DOCK")
      ->check(CLI::IsMember({"top", "bottom"}))
      ->capture_default_str();
  app.add_option("--renderer", texts.renderer, tr.Tr("auto: software unless there is a real GPU"))
      ->envname("AFTERCALL_RENDERER")
      ->check(CLI::IsMember({"auto", "software", "opengl"}))
      ->capture_default_str();
  app.add_option("--theme", texts.theme, tr.Tr("Colours"))
      ->envname("AFTERCALL_THEME")
      ->check(CLI::IsMember({"light", "dark"}))
      ->capture_default_str();
  app.add_option("--language", texts.language, tr.Tr("auto: as the environment says"))
      ->envname("AFTERCALL_LANGUAGE")
      ->check(CLI::IsMember({"auto", "en", "zh"}))
      ->capture_default_str();
  app.add_option("--text-size", options.text_percent,
                 tr.Tr("Size of text and all around it, in percent"))
      ->envname("AFTERCALL_TEXT_SIZE")
      ->check(CLI::Range(platform::kSmallestTextPercent, platform::kLargestTextPercent))
      ->capture_default_str();
  app.add_flag("--reduced-motion", options.reduced_motion,
               tr.Tr("New items appear without sliding"))
      ->envname("AFTERCALL_REDUCED_MOTION");
  app.add_flag("--good-news-at-once", options.good_news_at_once,
               tr.Tr("Show good answers during an interaction too; without a count of what waits"))
      ->envname("AFTERCALL_GOOD_NEWS_AT_ONCE");
  app.add_option("--screenshot", options.screenshot,
                 tr.Tr("Write the window's picture to this PNG file"));
  app.add_option("--screenshot-after-items", options.screenshot_after_items,
                 tr.Tr("Take it once so many items are on the bar, at the latest when it ends"))
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--exit-after", texts.exit_after, tr.Tr("End by itself after so many seconds"))
      ->check(CLI::PositiveNumber);
}

}  // namespace

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv,
                                                    const i18n::Translator& tr) {
  Options options;
  Texts texts;
  CLI::App app(
      tr.Tr("Aftercall's ticker: customers' answers on a slim bar along the screen's edge."),
      "aftercall");
  app.set_version_flag("--version", kVersion);
  Describe(app, tr, options, texts);
  // The parser speaks in exceptions; they end here.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    return absl::InvalidArgumentError(error.what());
  }
  options.dock = kEdges.at(texts.dock);
  options.renderer = kRenderers.at(texts.renderer);
  options.dark = texts.theme == "dark";
  options.language = i18n::ChooseLanguage(texts.language);
  if (texts.exit_after > 0) options.exit_after = absl::Seconds(texts.exit_after);
  return options;
}

}  // namespace aftercall
