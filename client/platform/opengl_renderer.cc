#include <GL/gl.h>
#include <GLFW/glfw3.h>

#include <memory>

#include "backends/imgui_impl_opengl3.h"
#include "client/platform/renderer.h"
#include "client/platform/window.h"

namespace aftercall::platform {
namespace {

// ImGui's backend keeps its state in the ImGui context that is current when it starts.
class OpenGlRenderer final : public Renderer {
 public:
  explicit OpenGlRenderer(Window& window) : window_(window) {}

  ~OpenGlRenderer() override {
    glfwMakeContextCurrent(window_.handle());
    if (started_) ImGui_ImplOpenGL3_Shutdown();
    glfwMakeContextCurrent(nullptr);
  }

  absl::Status Start() {
    glfwMakeContextCurrent(window_.handle());
    // Frames are paced by FramePacer; waiting for the screen would hold up the interface thread.
    glfwSwapInterval(0);
    started_ = ImGui_ImplOpenGL3_Init("#version 150");
    return started_ ? absl::OkStatus() : absl::UnavailableError("OpenGL 3.2 does not start");
  }

  absl::string_view name() const override { return "opengl"; }

  absl::StatusOr<FrameStats> Draw(ImDrawData& data, const Fonts& fonts, ImU32 background) override {
    glfwMakeContextCurrent(window_.handle());
    ImGui_ImplOpenGL3_NewFrame();
    if (uploaded_version_ != fonts.version()) Upload(fonts);
    UseUploaded(data);
    const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(background);
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_.handle(), &width, &height);
    glViewport(0, 0, width, height);
    glClearColor(colour.x, colour.y, colour.z, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&data);
    glfwSwapBuffers(window_.handle());
    return FrameStats{int64_t{width} * height};
  }

  void Invalidate() override {}

 private:
  // The backend makes the texture from the current context's atlas, in colour; the copy it keeps
  // for that is dropped, since ours changes.
  void Upload(const Fonts& fonts) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    IM_FREE(atlas.TexPixelsRGBA32);
    atlas.TexPixelsRGBA32 = nullptr;
    uploaded_version_ = fonts.version();
  }

  // Views draw before their new glyphs are uploaded: their commands name the texture before. There
  // is but one.
  static void UseUploaded(ImDrawData& data) {
    for (int i = 0; i < data.CmdListsCount; ++i) {
      for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) {
        command.TextureId = ImGui::GetIO().Fonts->TexID;
      }
    }
  }

  Window& window_;
  bool started_ = false;
  uint64_t uploaded_version_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Renderer>> MakeOpenGlRenderer(Window& window) {
  auto renderer = std::make_unique<OpenGlRenderer>(window);
  if (absl::Status started = renderer->Start(); !started.ok()) return started;
  return renderer;
}

}  // namespace aftercall::platform
