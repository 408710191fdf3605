#pragma once

#include "aftercall/v1/directory_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class DirectoryService final : public v1::DirectoryService::CallbackService {
 public:
  explicit DirectoryService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* CreateUser(grpc::CallbackServerContext* call,
                                       const v1::CreateUserRequest* request,
                                       v1::CreateUserResponse* response) override;
  grpc::ServerUnaryReactor* GetUser(grpc::CallbackServerContext* call,
                                    const v1::GetUserRequest* request,
                                    v1::GetUserResponse* response) override;
  grpc::ServerUnaryReactor* ListUsers(grpc::CallbackServerContext* call,
                                      const v1::ListUsersRequest* request,
                                      v1::ListUsersResponse* response) override;
  grpc::ServerUnaryReactor* UpdateUser(grpc::CallbackServerContext* call,
                                       const v1::UpdateUserRequest* request,
                                       v1::UpdateUserResponse* response) override;
  grpc::ServerUnaryReactor* CreateTeam(grpc::CallbackServerContext* call,
                                       const v1::CreateTeamRequest* request,
                                       v1::CreateTeamResponse* response) override;
  grpc::ServerUnaryReactor* ListTeams(grpc::CallbackServerContext* call,
                                      const v1::ListTeamsRequest* request,
                                      v1::ListTeamsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateTeam(grpc::CallbackServerContext* call,
                                       const v1::UpdateTeamRequest* request,
                                       v1::UpdateTeamResponse* response) override;
  grpc::ServerUnaryReactor* ListAccesses(grpc::CallbackServerContext* call,
                                         const v1::ListAccessesRequest* request,
                                         v1::ListAccessesResponse* response) override;
  grpc::ServerUnaryReactor* ListColleagues(grpc::CallbackServerContext* call,
                                           const v1::ListColleaguesRequest* request,
                                           v1::ListColleaguesResponse* response) override;
  grpc::ServerUnaryReactor* IssueToken(grpc::CallbackServerContext* call,
                                       const v1::IssueTokenRequest* request,
                                       v1::IssueTokenResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
