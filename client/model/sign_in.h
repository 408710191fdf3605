#pragma once

#include <cstddef>

namespace aftercall::model {

// Who is signed in here, as the sign-in panel needs to know it.
struct SignInState {
  enum class Trouble {
    kNone,
    kNoToken,  // what was pasted is no token
    kRunOut,   // it was good until some time ago
    kNotKept,  // it holds for now, but could not be kept for the next start
    kNotGone,  // signed out, but what was kept could not be removed
  };

  bool is_in = false;
  Trouble trouble = Trouble::kNone;
  // Signed in by a file or variable that is not ours: with the next start they are signed in again.
  bool by_others = false;
};

}  // namespace aftercall::model
