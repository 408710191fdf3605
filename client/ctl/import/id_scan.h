#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/table_reader.h"
#include "client/ctl/stop_signal.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// Ids met so far, each with its first line.
class SeenIds {
 public:
  // The line on which `id` was met before; 0 where this is the first time.
  int64_t Meet(const std::string& id, int64_t line) {
    const auto [known, added] = first_lines_.try_emplace(id, line);
    return added ? 0 : known->second;
  }

 private:
  absl::flat_hash_map<std::string, int64_t> first_lines_;
};

// Reads a file from end to end before anything is written, and returns its number of rows.
// FAILED_PRECONDITION where ids are not unique, with examples of lines; CANCELLED when stopped.
absl::StatusOr<int64_t> ScanIds(input::TableReader* table, const input::Mapping& mapping,
                                const i18n::Translator& tr, const StopSignal& stop);

}  // namespace aftercall::ctl
