#pragma once

#include <string>
#include <vector>

#include "aftercall/v1/ingest_service.pb.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/problem.h"
#include "client/ctl/input/table_reader.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl::input {

// What became of a row.
struct RowRecords {
  // The interaction first, then its invitation, then its answers. Empty where the row was refused.
  std::vector<v1::IngestRecord> records;
  std::vector<Problem> problems;
};

// Makes records of rows, by a mapping. Each row is judged by itself: what is impossible is left out
// and told, what cannot be right is refused and told, and the next row is read. Thread-safe;
// mapping and translator must outlive it.
class RecordReader {
 public:
  RecordReader(const Mapping* mapping, const i18n::Translator* tr) : mapping_(*mapping), tr_(*tr) {}

  RowRecords Read(const Row& row) const;

  // The row's external id; empty where a part of it is missing. Of several columns the values are
  // joined by "/", and a "/" or "%" in them is escaped, so that different values never make one id.
  std::string ExternalId(const Row& row) const;

 private:
  const Mapping& mapping_;
  const i18n::Translator& tr_;
};

}  // namespace aftercall::ctl::input
