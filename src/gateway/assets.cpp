#include "gateway/assets.h"

#include <fstream>
#include <iterator>

#include "core/ascii.h"
#include "core/json_reader.h"
#include "core/sqlstate.h"
#include "gateway/replies.h"
#include "pg/guard.h"
#include "pg/settings.h"
#include "pg/worker.h"

namespace studio::gateway {

namespace {

constexpr char setup_css[] = ":root{color-scheme:light dark}body{font:14px/1.5 "
                             "system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem}"
                             "h1{font-size:1.25rem;font-weight:600}pre{padding:.75rem 1rem;border:1px solid "
                             "#8884;border-radius:6px;overflow:auto;"
                             "font:13px/1.6 ui-monospace,monospace}p.reason{opacity:.75}";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return in ? std::string(std::istreambuf_iterator<char>(in), {}) : std::string();
}

std::string web_directory() {
  if (pg::settings.web_directory != nullptr && pg::settings.web_directory[0] != '\0') {
    return pg::settings.web_directory;
  }
  char share[MAXPGPATH];
  pg::call([&] { get_share_path(my_exec_path, share); });
  return std::string(share) + "/studio/web";
}

std::string escape_html(const std::string& text) {
  std::string out;
  for (char c : text) {
    switch (c) {
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '&':
      out += "&amp;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  }
  return out;
}

http::Response page(int status, const std::string& html) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", "text/html; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  response.body = html;
  return response;
}

std::string frame(const std::string& title, const std::string& body) {
  return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\"><title>" +
         title + "</title><link rel=\"stylesheet\" href=\"/setup.css\"></head><body><h1>" + title + "</h1>" + body +
         "</body></html>\n";
}

// Does an Accept-Encoding header take this coding? A quality of zero is a refusal.
bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    size_t comma = header.find(',');
    std::string_view one = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view() : header.substr(comma + 1);
    size_t from = one.find_first_not_of(' ');
    one = from == std::string_view::npos ? std::string_view() : one.substr(from);
    std::string_view name = one.substr(0, one.find_first_of("; "));
    bool is_refused = one.find("q=0") != std::string_view::npos && one.find("q=0.") == std::string_view::npos;
    if (core::equal_without_case(name, coding)) {
      return !is_refused;
    }
  }
  return false;
}

} // namespace

void Assets::load() {
  directory_ = web_directory();
  std::string table = read_file(directory_ + "/assets.json");
  if (table.empty()) {
    return;
  }
  try {
    core::JsonDocument document = core::JsonDocument::parse(table, core::JsonLimits{table.size() + 1});
    for (core::JsonValue value : document.root().as_array("assets")) {
      core::JsonObject object = value.as_object("asset");
      Asset asset;
      std::string path(object.string("path", 1024));
      asset.file = directory_ + path;
      asset.type = object.string("type", 256);
      asset.digest = object.string("sha256", 128);
      asset.is_immutable = object.optional_boolean("immutable").value_or(false);
      core::JsonObject sizes = object.object("sizes");
      asset.has_br = sizes.has("br");
      asset.has_gzip = sizes.has("gzip");
      assets_[path] = asset;
    }
  } catch (const core::Error& error) {
    assets_.clear();
    pg::log_warning("could not read the web UI's table of files: " + error.message, "Install studio again.");
  }
}

bool Assets::names_file(const std::string& path) {
  std::string first = path.substr(0, path.find('/', 1));
  return first == "/assets" || first.find('.') != std::string::npos;
}

const Assets::Asset* Assets::find(const std::string& path) const {
  auto found = assets_.find(path);
  if (found != assets_.end()) {
    return &found->second;
  }
  // A path of the application: its own router reads it. A missing file of the build is missing.
  found = names_file(path) ? assets_.end() : assets_.find("/index.html");
  return found == assets_.end() ? nullptr : &found->second;
}

const std::string& Assets::content(const std::string& file) const {
  auto known = contents_.find(file);
  if (known == contents_.end()) {
    known = contents_.emplace(file, read_file(file)).first;
  }
  return known->second;
}

http::Response Assets::answer(const http::Request& request) const {
  if (request.decoded.path == "/setup.css") {
    http::Response response;
    response.headers.add("Content-Type", "text/css; charset=utf-8");
    response.body = setup_css;
    return response;
  }
  if (assets_.empty()) {
    return page(200, frame("studio runs, but its web UI is not installed",
                           "<p>Build it and install it again:</p><pre>make web\nmake install</pre>"));
  }
  const Asset* asset = find(request.decoded.path);
  if (asset == nullptr) {
    return error_response(core::Error(core::sqlstate::not_found, "no such page"), request);
  }
  std::string accepted = request.headers.joined("Accept-Encoding");
  std::string suffix = asset->has_br && accepts(accepted, "br")       ? ".br"
                       : asset->has_gzip && accepts(accepted, "gzip") ? ".gz"
                                                                      : "";
  std::string etag = "\"" + asset->digest.substr(0, 32) + suffix + "\"";
  http::Response response;
  response.headers.add("ETag", etag);
  response.headers.add("Vary", "Accept-Encoding");
  response.headers.add("Cache-Control", asset->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers.joined("If-None-Match").find(etag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", asset->type);
  if (!suffix.empty()) {
    response.headers.add("Content-Encoding", suffix == ".br" ? "br" : "gzip");
  }
  response.body = content(asset->file + suffix);
  return response;
}

http::Response Assets::setup_page(const std::string& database, const std::string& reason) {
  std::string quoted = escape_html(database);
  return page(
      503, frame("One step is missing",
                 "<p>studio is loaded into this server, but its extension is not created in database <b>" + quoted +
                     "</b>. As a superuser, run:</p><pre>\\c " + quoted +
                     "\nCREATE EXTENSION studio;\nSELECT studio.login_link();</pre><p>Then open the link that the last "
                     "line gives.</p><p class=\"reason\">" +
                     escape_html(reason) + "</p>"));
}

} // namespace studio::gateway
