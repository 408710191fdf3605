#pragma once

#include <netinet/in.h>
#include <nghttp2/nghttp2.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tests/load/framing.h"

namespace aftercall::load {

// What the calls of a connection tell. Called while the connection reads; must not touch it.
class CallListener {
 public:
  virtual ~CallListener() = default;
  // A message of the agent's call.
  virtual void OnMessage(int agent, absl::string_view message) = 0;
  // The server ended the agent's call, with gRPC's status code.
  virtual void OnCallEnd(int agent, int code, absl::string_view words) = 0;
};

// What all connections of a thread share.
class Http2 {
 public:
  Http2();
  ~Http2();
  Http2(const Http2&) = delete;
  Http2& operator=(const Http2&) = delete;

 private:
  friend class Connection;
  nghttp2_session_callbacks* callbacks_ = nullptr;
  nghttp2_option* options_ = nullptr;
  std::string words_;  // of the status that is being read
  std::vector<char> buffer_;
};

// A connection to a server over a plain socket, with calls of FeedService.WatchFeed on it. It
// answers the server's pings. Of one thread, which waits for its socket.
class Connection {
 public:
  Connection(Http2& http2, CallListener& listener) : http2_(http2), listener_(listener) {}
  ~Connection() { Close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Begins to connect from a local address, whose port the kernel chooses when it knows where to.
  absl::Status Open(const sockaddr_in& server, const in_addr& source);
  // Forgets the connection and its calls, telling nobody.
  void Close();

  bool is_open() const { return socket_ >= 0; }
  int socket() const { return socket_; }
  // Whether to wait until the socket takes more.
  bool wants_to_write() const { return is_connecting_ || !unsent_.empty(); }

  // Calls WatchFeed for an agent.
  absl::Status Watch(int agent, absl::string_view authority, absl::string_view token,
                     absl::string_view request);
  // Goes on once the socket has something or takes something. Not OK: the connection is lost.
  absl::Status OnReady(bool readable);

 private:
  friend class Http2;
  struct Call {
    int agent = 0;
    int code = 2;  // UNKNOWN, unless the server says how the call ended
    std::string unsent;
    Cutter cutter;
  };

  absl::Status FinishConnecting();
  absl::Status Receive();
  absl::Status Send();
  Call* CallOf(int32_t stream) const;
  void EndCall(int32_t stream);

  Http2& http2_;
  CallListener& listener_;
  nghttp2_session* session_ = nullptr;
  std::vector<std::unique_ptr<Call>> calls_;
  std::string unsent_;
  int socket_ = -1;
  bool is_connecting_ = false;
};

}  // namespace aftercall::load
