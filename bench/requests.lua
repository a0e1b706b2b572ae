-- Requests for wrk, each one different: `wrk ... URL -- KIND FILE [OF]`. FILE lists paths of people, or usernames; OF is
-- the group that they join, or the value that they hold.
-- With BIM_BENCH_LIMIT it stops by itself after so many answers.

local people, kind, of, sent, answered, run = {}, nil, nil, 0, 0, os.time()
local limit = tonumber(os.getenv("BIM_BENCH_LIMIT") or "")

function init(args)
  kind, of = args[1], args[3]
  for line in io.lines(args[2]) do people[#people + 1] = line end
end

local function write(method, path, body)
  wrk.headers["Content-Type"] = body and "application/json"
  return wrk.format(method, path, nil, body)
end

function request()
  sent = sent + 1
  local person = people[(sent - 1) % #people + 1]
  local mark = run .. "-" .. sent
  if kind == "profile" then -- row 3
    return write("PUT", person .. "/profile", '{"about":"' .. mark .. '"}')
  elseif kind == "permissions" then -- row 5
    return write("PUT", person .. "/permissions", '["CREATE_PROJECT","BENCH_' .. mark .. '"]')
  elseif kind == "attribute" then -- row 10
    return write("PUT", person .. "/authorizations/Bench/" .. mark)
  elseif kind == "hold" then -- row 10, the same for everybody
    return write("PUT", person .. "/authorizations/Held/" .. (of or "by-all"))
  elseif kind == "join" then -- row 24
    local iamid, name = person:match("^/bim/iam/([^/]+)/user/(.+)$")
    local function plain(text)
      text = text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
      return (text:gsub('["\\]', "\\%0"))
    end
    local body = '{"iamid":"' .. plain(iamid) .. '","userid":"' .. plain(name) .. '"}'
    return write("POST", "/bim/group/" .. of .. "/user", body)
  elseif kind == "sign-in" then -- row 2, each client from a place of its own
    wrk.headers["X-Forwarded-For"] = "192.0.2." .. (sent % 64 + 1)
    local body = '{"username":"' .. person .. '","password":"a password for measuring"}'
    return write("POST", "/bim/iam/bim/user/authenticate", body)
  end
end

-- wrk reads answers more slowly when somebody wants to see them.
if limit then
  function response()
    answered = answered + 1
    if answered >= limit then wrk.thread:stop() end
  end
end
