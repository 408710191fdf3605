#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

// Plays inputs to a target where there is no libFuzzer: files, and the files of folders. Fails
// where there are none. A crash ends the process; the last line then names the input.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Play(const std::filesystem::path& path) {
  std::cout << path.string() << std::endl;
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  const std::string input = bytes.str();
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  int played = 0;
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path path(argv[i]);
    if (!std::filesystem::is_directory(path)) {
      Play(path);
      ++played;
      continue;
    }
    for (const auto& file : std::filesystem::directory_iterator(path)) {
      Play(file.path());
      ++played;
    }
  }
  std::cout << played << " inputs" << std::endl;
  return played > 0 ? 0 : 1;
}
