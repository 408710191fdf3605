#include "tests/fuzz/message.h"

#include <memory>
#include <string>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"

namespace aftercall::fuzz {
namespace {

// Inputs that are none are the rule here, not worth a line each.
class Silent final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, int, const std::string&) override {}
};

void SilenceLibrary() {
  static const bool silenced = [] {
    google::protobuf::SetLogHandler(nullptr);
    return true;
  }();
  (void)silenced;
}

}  // namespace

bool ReadMessage(absl::string_view input, google::protobuf::Message& message) {
  SilenceLibrary();
  google::protobuf::TextFormat::Parser parser;
  Silent silent;
  parser.RecordErrorsTo(&silent);
  parser.SetRecursionLimit(100);
  const std::string text(input);
  std::string bytes = text;
  if (parser.ParseFromString(text, &message)) bytes = message.SerializeAsString();
  return message.ParseFromString(bytes);
}

bool WireTakes(const google::protobuf::Message& message) {
  SilenceLibrary();
  const std::unique_ptr<google::protobuf::Message> read(message.New());
  return read->ParseFromString(message.SerializeAsString());
}

}  // namespace aftercall::fuzz
