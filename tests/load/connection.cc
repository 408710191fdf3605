#include "tests/load/connection.h"

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace aftercall::load {
namespace {

constexpr size_t kBuffer = 64 << 10;

absl::Status Lost(absl::string_view what, int error) {
  return absl::UnavailableError(absl::StrCat(what, ": ", strerror(error)));
}

absl::Status Broken(ssize_t code) {
  return absl::InternalError(absl::StrCat("HTTP/2: ", nghttp2_strerror(static_cast<int>(code))));
}

nghttp2_nv Field(absl::string_view name, absl::string_view value) {
  // The library copies both.
  return {reinterpret_cast<uint8_t*>(const_cast<char*>(name.data())),
          reinterpret_cast<uint8_t*>(const_cast<char*>(value.data())), name.size(), value.size(),
          NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

Http2::Http2() : buffer_(kBuffer) {
  nghttp2_option_new(&options_);
  // No table of headers that were sent before: memory for each connection, and one call is all.
  nghttp2_option_set_max_deflate_dynamic_table_size(options_, 0);
  nghttp2_session_callbacks_new(&callbacks_);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
      callbacks_,
      [](nghttp2_session*, uint8_t, int32_t stream, const uint8_t* data, size_t length,
         void* self) -> int {
        auto& connection = *static_cast<Connection*>(self);
        Connection::Call* call = connection.CallOf(stream);
        if (call == nullptr) return 0;
        const bool read = call->cutter.Take({reinterpret_cast<const char*>(data), length},
                                            [&](absl::string_view message) {
                                              connection.listener_.OnMessage(call->agent, message);
                                            });
        return read ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE;
      });
  nghttp2_session_callbacks_set_on_header_callback(
      callbacks_,
      [](nghttp2_session*, const nghttp2_frame* frame, const uint8_t* name, size_t name_length,
         const uint8_t* value, size_t value_length, uint8_t, void* self) -> int {
        auto& connection = *static_cast<Connection*>(self);
        const absl::string_view key(reinterpret_cast<const char*>(name), name_length);
        const absl::string_view text(reinterpret_cast<const char*>(value), value_length);
        Connection::Call* call = connection.CallOf(frame->hd.stream_id);
        if (call == nullptr) return 0;
        if (key == "grpc-status") (void)absl::SimpleAtoi(text, &call->code);
        if (key == "grpc-message") connection.http2_.words_ = std::string(text);
        return 0;
      });
  nghttp2_session_callbacks_set_on_stream_close_callback(
      callbacks_, [](nghttp2_session*, int32_t stream, uint32_t, void* self) -> int {
        static_cast<Connection*>(self)->EndCall(stream);
        return 0;
      });
}

Http2::~Http2() {
  nghttp2_session_callbacks_del(callbacks_);
  nghttp2_option_del(options_);
}

absl::Status Connection::Open(const sockaddr_in& server, const in_addr& source) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return Lost("no socket", errno);
  const int yes = 1;
  setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  // Closing resets: no port waits for a minute to be used again.
  const linger at_once = {1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  sockaddr_in local{};
  local.sin_family = AF_INET;
  local.sin_addr = source;
  if (bind(socket_, reinterpret_cast<const sockaddr*>(&local), sizeof(local)) != 0) {
    return Lost("bind", errno);
  }
  is_connecting_ = true;
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof(server)) != 0 &&
      errno != EINPROGRESS) {
    return Lost("connect", errno);
  }
  nghttp2_session_client_new2(&session_, http2_.callbacks_, this, http2_.options_);
  const std::array<nghttp2_settings_entry, 2> settings = {
      {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0}, {NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, 0}}};
  const int code =
      nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings.data(), settings.size());
  return code == 0 ? absl::OkStatus() : Broken(code);
}

void Connection::Close() {
  if (session_ != nullptr) nghttp2_session_del(std::exchange(session_, nullptr));
  if (socket_ >= 0) close(std::exchange(socket_, -1));
  is_connecting_ = false;
  calls_.clear();
  std::string().swap(unsent_);
}

absl::Status Connection::Watch(int agent, absl::string_view authority, absl::string_view token,
                               absl::string_view request) {
  auto call = std::make_unique<Call>();
  call->agent = agent;
  call->unsent = Framed(request);
  const std::string bearer = absl::StrCat("Bearer ", token);
  const std::array<nghttp2_nv, 7> headers = {Field(":method", "POST"),
                                             Field(":scheme", "http"),
                                             Field(":path", "/aftercall.v1.FeedService/WatchFeed"),
                                             Field(":authority", authority),
                                             Field("te", "trailers"),
                                             Field("content-type", "application/grpc"),
                                             Field("authorization", bearer)};
  nghttp2_data_provider body;
  body.source.ptr = call.get();
  body.read_callback = [](nghttp2_session*, int32_t, uint8_t* to, size_t room, uint32_t* flags,
                          nghttp2_data_source* source, void*) -> ssize_t {
    std::string& unsent = static_cast<Call*>(source->ptr)->unsent;
    const size_t part = std::min(room, unsent.size());
    std::memcpy(to, unsent.data(), part);
    unsent.erase(0, part);
    if (unsent.empty()) {
      std::string().swap(unsent);
      *flags |= NGHTTP2_DATA_FLAG_EOF;
    }
    return static_cast<ssize_t>(part);
  };
  const int32_t stream =
      nghttp2_submit_request(session_, nullptr, headers.data(), headers.size(), &body, call.get());
  if (stream < 0) return Broken(stream);
  calls_.push_back(std::move(call));
  return is_connecting_ ? absl::OkStatus() : Send();
}

absl::Status Connection::OnReady(bool readable) {
  if (is_connecting_) {
    if (absl::Status status = FinishConnecting(); !status.ok()) return status;
  } else if (readable) {
    if (absl::Status status = Receive(); !status.ok()) return status;
  }
  return Send();
}

absl::Status Connection::FinishConnecting() {
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) return Lost("connect", error);
  is_connecting_ = false;
  return absl::OkStatus();
}

absl::Status Connection::Receive() {
  while (true) {
    auto& buffer = http2_.buffer_;
    const ssize_t got = recv(socket_, buffer.data(), buffer.size(), 0);
    if (got == 0) return absl::UnavailableError("the server closed the connection");
    if (got < 0) return errno == EAGAIN ? absl::OkStatus() : Lost("recv", errno);
    const ssize_t taken = nghttp2_session_mem_recv(
        session_, reinterpret_cast<const uint8_t*>(buffer.data()), static_cast<size_t>(got));
    if (taken < 0) return Broken(taken);
    if (static_cast<size_t>(got) < buffer.size()) return absl::OkStatus();
  }
}

absl::Status Connection::Send() {
  // Everything goes out in one piece.
  const uint8_t* data = nullptr;
  ssize_t size = 0;
  while ((size = nghttp2_session_mem_send(session_, &data)) > 0) {
    unsent_.append(reinterpret_cast<const char*>(data), static_cast<size_t>(size));
  }
  if (size < 0) return Broken(size);
  if (unsent_.empty()) return absl::OkStatus();
  const ssize_t sent = send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN ? absl::OkStatus() : Lost("send", errno);
  // A string that is let go of gives its memory back.
  std::string(unsent_, static_cast<size_t>(sent)).swap(unsent_);
  return absl::OkStatus();
}

Connection::Call* Connection::CallOf(int32_t stream) const {
  return static_cast<Call*>(nghttp2_session_get_stream_user_data(session_, stream));
}

void Connection::EndCall(int32_t stream) {
  const Call* call = CallOf(stream);
  if (call == nullptr) return;
  listener_.OnCallEnd(call->agent, call->code, std::exchange(http2_.words_, std::string()));
  const auto it = std::find_if(calls_.begin(), calls_.end(),
                               [call](const auto& kept) { return kept.get() == call; });
  if (it != calls_.end()) calls_.erase(it);
}

}  // namespace aftercall::load
