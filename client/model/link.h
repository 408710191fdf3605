#pragma once

#include <string>

#include "absl/time/time.h"

namespace aftercall::model {

// How the connection to the server stands.
enum class Link {
  kConnecting,    // the first attempt, or the stream is catching up
  kLive,          // what is on the screen is what there is
  kNoServer,      // not there; the client keeps trying
  kStale,         // connected, but silent for longer than the server promised
  kServerFull,    // the server takes no more for now; the client keeps trying
  kDraining,      // the server said it is going away for a moment; the client comes back by itself
  kSignedOut,     // nobody has signed in here
  kTokenExpired,  // the sign-in no longer holds; nothing happens until there is a new one
  kRefused,       // this person may not watch; nothing happens until somebody changes that
};

// Whether somebody may see customers' words: whose sign-in does not hold sees none.
inline bool HoldsSignIn(Link link) {
  return link != Link::kSignedOut && link != Link::kTokenExpired && link != Link::kRefused;
}

struct LinkState {
  Link link = Link::kConnecting;
  std::string detail;  // what the server or the library said, in English, for the log; may be empty
  bool operator==(const LinkState&) const = default;
};

}  // namespace aftercall::model
