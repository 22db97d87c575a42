//! The shipped graph in standard operators only. Its attention is one operator over packed input, which rten computes fastest and ONNX Runtime does
//! not know on CPUs; here each of them is spelt out as the products and the softmax that it stands for.

use rten_onnx::onnx::{
    AttributeProto, AttributeType, DataType, GraphProto, ModelProto, NodeProto, TensorProto,
};

/// # Errors
/// A message where the bytes are no ONNX, or an attention has other inputs than the shipped ones.
pub fn without_fused_attention(onnx: &[u8]) -> Result<Vec<u8>, String> {
    let mut model = ModelProto::parse_buf(onnx).map_err(|e| e.to_string())?;
    let graph = model.graph.as_mut().ok_or("it holds no graph")?;
    let nodes = std::mem::take(&mut graph.node);
    for node in nodes {
        if node.op_type.as_deref() == Some("MultiHeadAttention") {
            spell_out(&node, graph)?;
        } else {
            graph.node.push(node);
        }
    }
    model.write_buf().map_err(|e| e.to_string())
}

/// The packed input is windows × pieces × heads × 3 × head width; queries are scaled already.
fn spell_out(node: &NodeProto, graph: &mut GraphProto) -> Result<(), String> {
    let [packed, _, _, _, mask] = node.input.as_slice() else {
        return Err("an attention has not the inputs of a packed one".into());
    };
    let output = node.output.first().ok_or("an attention has no output")?;
    let filter = node.attribute.iter().find(|a| a.name.as_deref() == Some("mask_filter_value"));
    let filter = filter.and_then(|a| a.f).unwrap_or(-10_000.0);
    let at = |part: &str| format!("{output}.{part}");
    graph.initializer.push(vector(&at("window"), &[1, 2]));
    graph.initializer.push(vector(&at("first"), &[0]));
    graph.initializer.push(vector(&at("shape"), &[0, 0, -1]));
    graph.initializer.push(number(&at("one"), 1.0));
    graph.initializer.push(number(&at("filter"), filter));
    let mut step = |op: &str, inputs: &[&str], outputs: &[&str], attributes: Vec<AttributeProto>| {
        graph.node.push(NodeProto {
            domain: None,
            name: Some(at(&format!("{op}.{}", outputs[0]))),
            input: inputs.iter().map(|i| i.to_string()).collect(),
            output: outputs.iter().map(|o| o.to_string()).collect(),
            op_type: Some(op.to_string()),
            attribute: attributes,
        });
    };
    let [parts, query, key, value] = [at("parts"), at("query"), at("key"), at("value")];
    let [key_columns, scores, masked] = [at("key_columns"), at("scores"), at("masked")];
    step("Transpose", &[packed], &[&parts], vec![integers("perm", &[3, 0, 2, 1, 4])]);
    step("Split", &[&parts], &[&query, &key, &value], vec![integer("axis", 0)]);
    step("Transpose", &[&key], &[&key_columns], vec![integers("perm", &[0, 1, 2, 4, 3])]);
    step("MatMul", &[&query, &key_columns], &[&scores], vec![]);
    // 0 where there is a piece, the filter value where there is padding.
    let [present, absent, bias, wide] = [at("present"), at("absent"), at("bias"), at("wide")];
    step("Cast", &[mask], &[&present], vec![integer("to", i64::from(DataType::FLOAT.0))]);
    step("Sub", &[&at("one"), &present], &[&absent], vec![]);
    step("Mul", &[&absent, &at("filter")], &[&bias], vec![]);
    step("Unsqueeze", &[&bias, &at("window")], &[&wide], vec![]);
    step("Add", &[&scores, &wide], &[&masked], vec![]);
    let [weights, mixed, rows, one] = [at("weights"), at("mixed"), at("rows"), at("squeezed")];
    step("Softmax", &[&masked], &[&weights], vec![integer("axis", -1)]);
    step("MatMul", &[&weights, &value], &[&mixed], vec![]);
    step("Transpose", &[&mixed], &[&rows], vec![integers("perm", &[0, 1, 3, 2, 4])]);
    step("Squeeze", &[&rows, &at("first")], &[&one], vec![]);
    step("Reshape", &[&one, &at("shape")], &[output], vec![]);
    Ok(())
}

fn integer(name: &str, value: i64) -> AttributeProto {
    let kind = Some(AttributeType::INT);
    AttributeProto { name: Some(name.into()), i: Some(value), r#type: kind, ..Default::default() }
}

fn integers(name: &str, values: &[i64]) -> AttributeProto {
    let kind = Some(AttributeType::INTS);
    AttributeProto { name: Some(name.into()), ints: values.to_vec(), r#type: kind, ..Default::default() }
}

fn vector(name: &str, values: &[i64]) -> TensorProto {
    TensorProto {
        dims: vec![values.len() as i64],
        data_type: Some(DataType::INT64),
        int64_data: values.to_vec(),
        name: Some(name.into()),
        ..Default::default()
    }
}

fn number(name: &str, value: f32) -> TensorProto {
    TensorProto {
        data_type: Some(DataType::FLOAT),
        float_data: vec![value],
        name: Some(name.into()),
        ..Default::default()
    }
}
