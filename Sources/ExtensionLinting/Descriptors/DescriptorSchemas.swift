import Schemas
import Values

/// JSON Schemas of the descriptors of the Task API, compiled at first use.
enum DescriptorSchemas {
    static let processingContainer = compile(processingContainerText, "processing-container.schema.json")
    static let workflow = compile(workflowText, "workflow.schema.json")

    private static func compile(_ text: String, _ name: String) -> Schema? {
        try? Schema.compile(text: Array(text.utf8), name: name)
    }

    /// What `/processing-container.json` of an image may say. Fields that aren't named here are dropped without a word,
    /// so they are looked for apart from the schema.
    static let processingContainerText = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "processing-container.json",
          "description": "What a processing container offers: one task template for each thing that it can do.",
          "type": "object",
          "required": ["name", "description", "templates"],
          "properties": {
            "name": {"type": "string", "description": "the container's name"},
            "description": {"type": "string", "description": "what the container does"},
            "api_version": {"const": 1, "description": "the version of the Task API"},
            "templates": {"type": "array", "items": {"$ref": "#/$defs/template"}, "description": "the task templates"}
          },
          "$defs": {
            "template": {
              "type": "object",
              "required": ["identifier", "description", "inputs", "outputs", "env"],
              "properties": {
                "identifier": {"type": "string", "description": "the name by which tasks choose the template"},
                "description": {"type": "string", "description": "what the template does"},
                "inputs": {"type": "array", "items": {"$ref": "#/$defs/channel"}, "description": "folders that are read"},
                "outputs": {"type": "array", "items": {"$ref": "#/$defs/channel"}, "description": "folders that are written"},
                "env": {"type": "array", "items": {"$ref": "#/$defs/variable"}, "description": "environment variables"},
                "command": {"type": ["array", "null"], "items": {"type": "string"}, "description": "the program with its arguments"},
                "resources": {"$ref": "#/$defs/resources"}
              }
            },
            "channel": {
              "type": "object",
              "required": ["name", "mounted_path"],
              "properties": {
                "name": {"type": "string", "description": "the channel's name"},
                "mounted_path": {"type": "string", "description": "the folder in the container"},
                "description": {"type": ["string", "null"], "description": "what lies in the folder"},
                "scale_rule": {"$ref": "#/$defs/scale"}
              }
            },
            "scale": {
              "type": ["object", "null"],
              "required": ["scale_factor", "type", "mode"],
              "properties": {
                "scale_factor": {"type": "integer", "description": "by what the size of the data is multiplied"},
                "type": {"enum": ["limit", "request"], "description": "what grows with the data"},
                "mode": {"enum": ["sum", "max_file_size", "max_item_sum"], "description": "how the data is measured"},
                "target_dir": {"type": ["string", "null"], "description": "the folder that is measured"},
                "target_regex": {"type": ["string", "null"], "description": "which files count"},
                "target_glob": {"type": ["string", "null"], "description": "which files count"}
              }
            },
            "variable": {
              "type": "object",
              "required": ["name", "value"],
              "properties": {
                "name": {"type": "string", "description": "the variable's name"},
                "value": {"type": "string", "description": "its value where nobody sets another, as text"},
                "choices": {"type": ["array", "null"], "items": {"type": "string"}, "description": "the values that may be chosen"},
                "description": {"type": ["string", "null"], "description": "what the variable does"}
              }
            },
            "resources": {
              "type": ["object", "null"],
              "properties": {
                "limits": {"type": ["object", "null"], "description": "what the container may use at most"},
                "requests": {"type": ["object", "null"], "description": "what is kept free for it"}
              }
            }
          }
        }
        """#

    /// What `workflow.json` of a workflow of the Task API may say.
    static let workflowText = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "workflow.json",
          "description": "A workflow of the Task API as the platform registers it.",
          "type": "object",
          "required": ["title", "workflow_engine"],
          "properties": {
            "title": {"type": "string", "description": "the workflow's name"},
            "workflow_engine": {"enum": ["airflow", "dummy"], "description": "what runs the workflow"},
            "labels": {"type": "array", "items": {"$ref": "#/$defs/label"}, "description": "labels, each key once"},
            "workflow_parameters": {"type": ["array", "null"], "items": {"$ref": "#/$defs/parameter"}, "description": "what users can set"}
          },
          "$defs": {
            "label": {
              "type": "object",
              "required": ["key", "value"],
              "properties": {"key": {"type": "string"}, "value": {"type": "string"}}
            },
            "parameter": {
              "type": "object",
              "required": ["task_title", "env_variable_name", "ui_form"],
              "properties": {
                "task_title": {"type": "string", "description": "the task_id of the task"},
                "env_variable_name": {"type": "string", "description": "the environment variable that is set"},
                "ui_form": {"$ref": "#/$defs/form"}
              }
            },
            "form": {
              "type": "object",
              "required": ["type", "title", "description"],
              "properties": {
                "type": {"enum": ["bool", "int", "float", "list", "str", "dataset", "data_entity", "file", "terms"], "description": "the kind of field"},
                "title": {"type": "string", "description": "the field's name"},
                "description": {"type": "string", "description": "what the field is for"},
                "help": {"type": ["string", "null"], "description": "more words"},
                "required": {"type": ["boolean", "null"], "description": "whether it must be filled in"}
              },
              "allOf": [
                {"if": {"properties": {"type": {"const": "bool"}}}, "then": {"properties": {
                  "true_label": {"type": ["string", "null"]}, "false_label": {"type": ["string", "null"]}}}},
                {"if": {"properties": {"type": {"const": "int"}}}, "then": {"properties": {
                  "minimum": {"type": ["integer", "null"]}, "maximum": {"type": ["integer", "null"]}}}},
                {"if": {"properties": {"type": {"const": "float"}}}, "then": {"properties": {
                  "minimum": {"type": ["number", "null"]}, "maximum": {"type": ["number", "null"]}}}},
                {"if": {"properties": {"type": {"const": "list"}}}, "then": {"properties": {
                  "options": {"type": ["array", "null"], "items": {"type": "string"}}, "multiselectable": {"type": "boolean"}}}},
                {"if": {"properties": {"type": {"const": "str"}}, "required": ["type"]}, "then": {"required": ["regex_pattern"], "properties": {
                  "regex_pattern": {"type": "string"}}}},
                {"if": {"properties": {"type": {"const": "data_entity"}}, "required": ["type"]}, "then": {"required": ["query", "limit", "pagination"], "properties": {
                  "query": {"type": "string"}, "limit": {"type": "integer"}, "pagination": {"type": "boolean"}}}},
                {"if": {"properties": {"type": {"const": "file"}}}, "then": {"properties": {
                  "accept": {"type": ["string", "null"]}, "multiple": {"type": "boolean"}}}},
                {"if": {"properties": {"type": {"const": "terms"}}, "required": ["type"]}, "then": {"required": ["terms_text"], "properties": {
                  "terms_text": {"type": "string"}}}}
              ]
            }
          }
        }
        """#
}
