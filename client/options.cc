#include "client/options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <map>

#include "absl/strings/str_cat.h"
#include "shared/i18n/translator.h"

namespace aftercall {
namespace {

using model::WrittenSetting;

// What was given of the settings, as it was written.
using GivenSettings = std::map<std::string, std::string>;

void DescribeSettings(CLI::App& app, const i18n::Translator& tr, GivenSettings& given) {
  for (const WrittenSetting& setting : model::WrittenSettings()) {
    const std::string flag = absl::StrCat("--", setting.key);
    std::string& value = given[setting.key];
    CLI::Option* const option = setting.kind == WrittenSetting::Kind::kFlag
                                    ? app.add_flag(flag, value, tr.Tr(setting.words))
                                    : app.add_option(flag, value, tr.Tr(setting.words));
    option->envname(setting.variable);
    if (!setting.expected.empty()) option->check(CLI::IsMember(setting.expected));
  }
}

void Describe(CLI::App& app, const i18n::Translator& tr, Options& options, double& exit_after) {
  app.add_option("--server", options.server, tr.Tr("The server, HOST:PORT"))
      ->envname("AFTERCALL_SERVER")
      ->default_val("127.0.0.1:7433");
  app.add_option(
         "--token-file", options.token_file,
         tr.Tr("File with your sign-in token; or AFTERCALL_TOKEN, or paste it in the ticker"))
      ->envname("AFTERCALL_TOKEN_FILE");
  app.add_option("--tls-ca", options.tls_ca,
                 tr.Tr("PEM file of those who may vouch for the server"))
      ->envname("AFTERCALL_TLS_CA");
  app.add_option("--state-dir", options.state_dir,
                 tr.Tr("Where the last items are kept, for you alone"))
      ->envname("AFTERCALL_STATE_DIR");
  app.add_option("--settings", options.settings_file,
                 tr.Tr("Where settings are kept that you choose in the ticker"))
      ->envname("AFTERCALL_SETTINGS")
      ->default_val(net::DefaultSettingsFile());
  app.add_option("--screenshot", options.screenshot,
                 tr.Tr("Write the window's picture to this PNG file"));
  app.add_option("--screenshot-after-items", options.screenshot_after_items,
                 tr.Tr("Take it once so many items are on the bar, at the latest when it ends"))
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--figures", options.figures,
                 tr.Tr("Write to this file at the end how much was drawn"));
  app.add_option("--exit-after", exit_after, tr.Tr("End by itself after so many seconds"))
      ->check(CLI::PositiveNumber);
}

}  // namespace

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv,
                                                    const i18n::Translator& tr) {
  Options options;
  double exit_after = 0;
  GivenSettings given;
  CLI::App app(
      tr.Tr("Aftercall's ticker: customers' answers on a slim bar along the screen's edge."),
      "aftercall");
  app.set_version_flag("--version", kVersion);
  Describe(app, tr, options, exit_after);
  DescribeSettings(app, tr, given);
  // The parser speaks in exceptions; they end here.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    return absl::InvalidArgumentError(error.what());
  }
  // Not a flag: command lines can be read by everybody.
  if (const char* const token = std::getenv("AFTERCALL_TOKEN")) options.token = token;
  if (!options.settings_file.empty()) {
    options.file = net::ReadSettings(options.settings_file, tr);
  }
  options.settings = options.file.settings;
  for (const auto& [key, value] : given) {
    if (value.empty()) continue;
    if (absl::Status set = model::SetValue(options.settings, key, value); !set.ok()) return set;
  }
  if (exit_after > 0) options.exit_after = absl::Seconds(exit_after);
  return options;
}

}  // namespace aftercall
