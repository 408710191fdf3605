#pragma once

#include "absl/strings/string_view.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "aftercall/v1/interaction.pb.h"
#include "aftercall/v1/question.pb.h"
#include "backend/commands/ingest_batch.h"
#include "backend/store/store.h"

// Records of other systems, from the wire and back.
namespace aftercall::rpc {

// The record, or the problem that keeps it from being one. Customers' references become hashes
// keyed with `hash_key` here, before anything else sees them.
commands::Record FromProto(const v1::IngestRecord& record, absl::string_view hash_key);

v1::IngestResult ToProto(const commands::BatchResult& result);
v1::SurveyQuestion ToProto(const domain::Question& question);

}  // namespace aftercall::rpc
