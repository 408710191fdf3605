#pragma once

#include <string>

#include "absl/status/status.h"
#include "backend/auth/token_issuer.h"
#include "backend/auth/token_verifier.h"
#include "backend/store/store.h"
#include "shared/base/clock.h"

namespace aftercall {

// Makes an administrator where a database has none, and writes a token for them, good for 400 days,
// to `token_path` (mode 0600). The file is also written anew where what it holds lets nobody in as
// an active administrator of this database: it is missing or has expired, or the database is
// another one since, restored from a backup.
absl::Status EnsureAdministrator(store::Store& store, const auth::TokenIssuer& issuer,
                                 const auth::TokenVerifier& verifier, const base::Clock& clock,
                                 const std::string& token_path);

// Publishes the form that ships where a database has none.
absl::Status EnsureForm(store::Store& store);

}  // namespace aftercall
