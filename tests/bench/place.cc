#include "tests/bench/place.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/records.h"

namespace aftercall::bench {
namespace {

constexpr char kThisProgram[] = "/proc/self/exe";
constexpr size_t kRecordsAMessage = 1000;

absl::Status FromGrpc(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

absl::StatusOr<std::string> ReadToken(const std::string& path) {
  std::ifstream file(path);
  std::string token;
  if (!std::getline(file, token)) return absl::NotFoundError(absl::StrCat("no token in ", path));
  return token;
}

// Sends records in messages of a stream.
class Teller {
 public:
  explicit Teller(const Place& place) : stub_(v1::IngestService::NewStub(place.Connect())) {
    SignIn(place.ingest_token, &context_);
    writer_ = stub_->StreamIngest(&context_, &response_);
  }

  void Tell(v1::IngestRecord record) {
    *request_.add_records() = std::move(record);
    if (request_.records_size() >= static_cast<int>(kRecordsAMessage)) Send();
  }

  absl::Status Finish() {
    if (request_.records_size() > 0) Send();
    writer_->WritesDone();
    if (const grpc::Status status = writer_->Finish(); !status.ok()) return FromGrpc(status);
    if (response_.result().refused() == 0) return absl::OkStatus();
    return absl::InternalError(response_.result().problems(0).description());
  }

 private:
  void Send() {
    writer_->Write(request_);
    request_.clear_records();
  }

  std::unique_ptr<v1::IngestService::Stub> stub_;
  grpc::ClientContext context_;
  v1::StreamIngestRequest request_;
  v1::StreamIngestResponse response_;
  std::unique_ptr<grpc::ClientWriter<v1::StreamIngestRequest>> writer_;
};

// Agents come to be by the interactions that they have.
absl::Status MeetAgents(const Place& place, int agents) {
  Teller teller(place);
  teller.Tell(QuestionRecord());
  for (int agent = 0; agent < agents; ++agent) {
    teller.Tell(InteractionRecord("meet", agent, static_cast<size_t>(agent)));
  }
  return teller.Finish();
}

absl::Status IssueTokens(const Options& options, Place* place) {
  const auto stub = v1::DirectoryService::NewStub(place->Connect());
  for (int agent = 0; agent < options.streams; ++agent) {
    grpc::ClientContext context;
    SignIn(place->ingest_token, &context);
    v1::IssueTokenRequest request;
    request.set_user(AgentName(agent));
    v1::IssueTokenResponse response;
    const grpc::Status status = stub->IssueToken(&context, request, &response);
    if (!status.ok()) return FromGrpc(status);
    place->watch_tokens.push_back(response.token());
  }
  return absl::OkStatus();
}

std::string BackendOf(const Options& options) {
  if (!options.backend.empty()) return options.backend;
  return (std::filesystem::read_symlink(kThisProgram).parent_path() / "aftercalld").string();
}

}  // namespace

std::shared_ptr<grpc::Channel> Place::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(process->address(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

absl::StatusOr<Place> StartBare(const Options& options) {
  Place place;
  place.bare = true;
  absl::StatusOr<std::unique_ptr<Child>> process = Child::Start({kThisProgram, "--serve-bare"});
  if (!process.ok()) return process.status();
  place.process = *std::move(process);
  // As long as a signed token, so that as many bytes are sent.
  place.ingest_token = std::string(300, 'x');
  place.watch_tokens.assign(static_cast<size_t>(options.streams), place.ingest_token);
  return place;
}

absl::StatusOr<Place> StartOurs(const Options& options, const std::string& folder) {
  Place place;
  absl::StatusOr<std::unique_ptr<Child>> process =
      Child::Start({BackendOf(options), "--listen", "127.0.0.1:0", "--data-dir", folder, "--store",
                    absl::StrCat("sqlite:", folder, "/bench.db"), "--log-level", "warning",
                    "--max-streams", absl::StrCat(options.streams + 100)});
  if (!process.ok()) return process.status();
  place.process = *std::move(process);
  absl::StatusOr<std::string> token = ReadToken(absl::StrCat(folder, "/admin.token"));
  if (!token.ok()) return token.status();
  place.ingest_token = *std::move(token);
  if (absl::Status met = MeetAgents(place, options.streams); !met.ok()) return met;
  if (absl::Status issued = IssueTokens(options, &place); !issued.ok()) return issued;
  return place;
}

void SignIn(const std::string& token, grpc::ClientContext* context) {
  context->AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

absl::Status TellInteractions(const Place& place, const std::string& series, size_t count,
                              int agents) {
  Teller teller(place);
  for (size_t number = 0; number < count; ++number) {
    teller.Tell(InteractionRecord(series, Deliveries::AgentOf(number, agents), number));
  }
  return teller.Finish();
}

}  // namespace aftercall::bench
