#pragma once

#include <string>

#include "aftercall/v1/ingest_service.pb.h"

// Valid records as they go over the wire, of the source "pbx" and of 9 March 2026.
namespace aftercall::rpc {

v1::IngestRecord StarsRecord();     // question "stars": 1 to 5, 5 is best
v1::IngestRecord PressOneRecord();  // question "press-one": 1 to 3, 1 is best
v1::IngestRecord CallRecord(const std::string& call, const std::string& staff_number,
                            const std::string& team = "Red");
v1::IngestRecord AnswerRecord(const std::string& call, const std::string& external_id, int rating,
                              const std::string& comment = "");

}  // namespace aftercall::rpc
