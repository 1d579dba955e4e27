(* After EVA: for each statement of the functions under ref/, one line
   FILE LINE FUNCTION NUMBER reached|unreached, NUMBER counting a function's statements. *)

let pure path = Str.string_match (Str.regexp ".*ref/\\(core\\|wire\\)/") path 0

let matters stmt =
  match stmt.Cil_types.skind with
  | Block _ | UnspecifiedSequence _ | Loop _ | Break _ | Continue _ | Goto _ -> false
  | Instr (Skip _) -> false
  | _ -> true

let print_statement fundec number stmt =
  let place = fst (Cil_datatype.Stmt.loc stmt) in
  let reached = Db.Value.is_reachable_stmt stmt in
  if matters stmt then
    Printf.printf "statement %s %d %s %d %s\n"
      (Filepath.Normalized.to_pretty_string place.Filepath.pos_path)
      place.Filepath.pos_lnum fundec.Cil_types.svar.vorig_name number
      (if reached then "reached" else "unreached")

let print_function kf =
  match kf.Cil_types.fundec with
  | Definition (fundec, (place, _))
    when pure (Filepath.Normalized.to_pretty_string place.Filepath.pos_path) ->
    List.iteri (print_statement fundec) fundec.sallstmts
  | _ -> ()

let run () = if Db.Value.is_computed () then Globals.Functions.iter print_function

let () = Db.Main.extend run
