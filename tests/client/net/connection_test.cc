#include "client/net/connection.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <variant>

#include "client/net/feed_session.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

namespace fs = std::filesystem;

TEST(Connection, IsEncryptedUnlessItStaysOnThisMachine) {
  for (const char* server : {"127.0.0.1:7", "127.9.9.9:7", "localhost:7", "[::1]:7"}) {
    EXPECT_FALSE(UsesTls({server, "", ""})) << server;
    EXPECT_TRUE(UsesTls({server, "", "/ca.pem"})) << server;
  }
  for (const char* server :
       {"10.0.0.1:7", "aftercall.example:7", "localhost.example:7", "[::2]:7"}) {
    EXPECT_TRUE(UsesTls({server, "", ""})) << server;
  }
}

TEST(Connection, RefusesWhatIsNoAddress) {
  for (const char* server : {"", "host", ":7", "host:", "host:0", "host:65536", "host:seven"}) {
    const auto connection = Connection::Make({server, "", ""}, std::make_shared<ManualLoop>());
    EXPECT_EQ(connection.status().code(), absl::StatusCode::kInvalidArgument) << server;
  }
}

TEST(Connection, RefusesATokenThatIsNone) {
  for (const char* token : {"two words", "a\nb", "t\xC3\xB6ken"}) {
    const auto connection =
        Connection::Make({"127.0.0.1:7", token, ""}, std::make_shared<ManualLoop>());
    EXPECT_EQ(connection.status().code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(Connection, NamesTheCertificatesThatItCannotRead) {
  const auto connection =
      Connection::Make({"127.0.0.1:7", "t", "/no/such.pem"}, std::make_shared<ManualLoop>());
  EXPECT_EQ(connection.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(connection.status().message().find("/no/such.pem"), absl::string_view::npos);
}

class Tls : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "aftercall-tls-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    base_ = name;
    MakeCertificate("server");
    MakeCertificate("stranger");
    server_.SetScript([](const v1::WatchFeedRequest&, FakeStream& stream) {
      stream.Opened(true);
      stream.CaughtUp(0);
      return stream.Stay();
    });
    server_.Start(grpc::SslServerCredentials([&] {
      grpc::SslServerCredentialsOptions options;
      options.pem_key_cert_pairs.push_back({TextOf("server.key"), TextOf("server.pem")});
      return options;
    }()));
  }
  void TearDown() override { fs::remove_all(base_); }

  void MakeCertificate(const std::string& name) {
    const std::string stem = (base_ / name).string();
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout " +
        stem + ".key -out " + stem + ".pem 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }

  std::string TextOf(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(base_ / name).rdbuf();
    return text.str();
  }

  // The link's first state after the attempt.
  model::Link LinkWith(const std::string& authority) {
    const auto loop = std::make_shared<ManualLoop>();
    Inbox inbox([] {});
    auto connection =
        Connection::Make({server_.address(), "t", (base_ / authority).string()}, loop);
    EXPECT_TRUE(connection.ok()) << connection.status();
    FeedSession session(connection->get(), &inbox);
    session.Start(std::nullopt);
    model::Link link = model::Link::kConnecting;
    loop->RunUntil([&] {
      for (const model::FeedEvent& event : inbox.Drain()) {
        if (const auto* state = std::get_if<model::LinkState>(&event.payload)) link = state->link;
      }
      return link != model::Link::kConnecting;
    });
    return link;
  }

  fs::path base_;
  FakeServer server_;
};

TEST_F(Tls, TrustsWhomTheFileVouchesFor) { EXPECT_EQ(LinkWith("server.pem"), model::Link::kLive); }

TEST_F(Tls, TrustsNobodyElse) { EXPECT_EQ(LinkWith("stranger.pem"), model::Link::kNoServer); }

}  // namespace
}  // namespace aftercall::net
