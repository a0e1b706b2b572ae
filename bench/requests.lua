-- Requests for wrk, each one different: `wrk ... URL -- KIND FILE`. FILE lists paths of people, or usernames.

local people, kind, sent, run = {}, nil, 0, os.time()

function init(args)
  kind = args[1]
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
  elseif kind == "sign-in" then -- row 2, each client from a place of its own
    wrk.headers["X-Forwarded-For"] = "192.0.2." .. (sent % 64 + 1)
    local body = '{"username":"' .. person .. '","password":"a password for measuring"}'
    return write("POST", "/bim/iam/bim/user/authenticate", body)
  end
end
