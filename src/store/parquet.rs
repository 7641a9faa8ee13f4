//! Tables as Parquet: what big ones are kept in. The same table gives the same bytes.

use std::sync::Arc;

use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::frame::{Cells, Frame};

/// The bytes of a file that holds a table.
///
/// # Errors
/// None that a table could be the reason of.
pub fn bytes_of(frame: &Frame) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder().set_created_by(env!("CARGO_PKG_NAME").to_owned());
    // numbers hardly ever repeat, words do
    let properties = frame.names.iter().zip(&frame.columns).fold(properties, |properties, (name, cells)| {
        let is_word = matches!(cells, Cells::Texts(_));
        properties.set_column_dictionary_enabled(vec![name.clone()].into(), is_word)
    });
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema(frame)?, Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for cells in &frame.columns {
        let Some(mut column) = group.next_column()? else { break };
        write_column(column.untyped(), cells)?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(bytes)
}

fn write_column(writer: &mut ColumnWriter, cells: &Cells) -> Result<()> {
    match (writer, cells) {
        (ColumnWriter::ByteArrayColumnWriter(writer), Cells::Texts(cells)) => {
            let cells: Vec<ByteArray> = cells.iter().map(|cell| ByteArray::from(cell.as_str())).collect();
            writer.write_batch(&cells, None, None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), Cells::Counts(cells)) => {
            let cells: Vec<i64> = cells.iter().map(|cell| *cell as i64).collect();
            writer.write_batch(&cells, None, None)?;
        }
        (ColumnWriter::DoubleColumnWriter(writer), Cells::Numbers(cells)) => {
            writer.write_batch(cells, None, None)?;
        }
        _ => return Err(ParquetError::General("a column of another kind than was said".into())),
    }
    Ok(())
}

fn schema(frame: &Frame) -> Result<TypePtr> {
    let fields = frame.names.iter().zip(&frame.columns).map(|(name, cells)| {
        let (physical, converted) = match cells {
            Cells::Texts(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
            Cells::Counts(_) => (Physical::INT64, ConvertedType::NONE),
            Cells::Numbers(_) => (Physical::DOUBLE, ConvertedType::NONE),
        };
        let builder = Type::primitive_type_builder(name, physical);
        builder.with_repetition(Repetition::REQUIRED).with_converted_type(converted).build().map(Arc::new)
    });
    let fields = fields.collect::<Result<Vec<TypePtr>>>()?;
    Type::group_type_builder("schema").with_fields(fields).build().map(Arc::new)
}

/// The table in the bytes of a file.
///
/// # Errors
/// Bytes that are none of ours.
pub fn table_in(bytes: Vec<u8>) -> Result<Frame> {
    columns_in(bytes, |_| true)
}

/// Those columns of the table in the bytes of a file that are wanted.
///
/// # Errors
/// Bytes that are none of ours.
pub fn columns_in(bytes: Vec<u8>, is_wanted: impl Fn(&str) -> bool) -> Result<Frame> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    let columns = reader.metadata().file_metadata().schema_descr().columns().iter().enumerate();
    let wanted: Vec<(usize, String)> = columns
        .map(|(place, column)| (place, column.name().into()))
        .filter(|(_, name): &(usize, String)| is_wanted(name))
        .collect();
    let names: Vec<String> = wanted.iter().map(|(_, name)| name.clone()).collect();
    let mut frame = Frame::default();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let rows = group.metadata().num_rows() as usize;
        let columns = wanted.iter().map(|(place, _)| read_column(group.get_column_reader(*place)?, rows));
        let columns = columns.collect::<Result<Vec<Cells>>>()?;
        frame.append(Frame { names: names.clone(), columns });
    }
    Ok(frame)
}

/// The names of the columns of the table in the bytes of a file.
///
/// # Errors
/// Bytes that are none of ours.
pub fn names_in(bytes: Vec<u8>) -> Result<Vec<String>> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    let columns = reader.metadata().file_metadata().schema_descr().columns().iter();
    Ok(columns.map(|column| column.name().into()).collect())
}

fn read_column(reader: ColumnReader, rows: usize) -> Result<Cells> {
    let whole = |read: usize| match read {
        read if read == rows => Ok(()),
        read => Err(ParquetError::General(format!("{read} cells of {rows}"))),
    };
    match reader {
        ColumnReader::ByteArrayColumnReader(mut reader) => {
            let mut cells = Vec::new();
            whole(reader.read_records(rows, None, None, &mut cells)?.0)?;
            let texts = cells.iter().map(|cell| cell.as_utf8().map(str::to_owned));
            Ok(Cells::Texts(texts.collect::<Result<_>>()?))
        }
        ColumnReader::Int64ColumnReader(mut reader) => {
            let mut cells = Vec::new();
            whole(reader.read_records(rows, None, None, &mut cells)?.0)?;
            Ok(Cells::Counts(cells.into_iter().map(|cell| cell as u64).collect()))
        }
        ColumnReader::DoubleColumnReader(mut reader) => {
            let mut cells = Vec::new();
            whole(reader.read_records(rows, None, None, &mut cells)?.0)?;
            Ok(Cells::Numbers(cells))
        }
        _ => Err(ParquetError::General("a column of a kind that is none of ours".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(rows: u64) -> Frame {
        Frame::new([
            ("policy".into(), Cells::Texts((0..rows).map(|row| format!("p{}", row % 3)).collect())),
            ("replicate".into(), Cells::Counts((0..rows).map(|row| row * row).collect())),
            ("a.b".into(), Cells::Numbers((0..rows).map(|row| 1.0 / row as f64 - 0.5).collect())),
        ])
    }

    #[test]
    fn a_table_comes_back_bit_for_bit_and_its_bytes_are_the_same() {
        for rows in [0, 1, 3, 70_000] {
            let bytes = bytes_of(&frame(rows)).unwrap();
            assert_eq!(bytes, bytes_of(&frame(rows)).unwrap());
            let back = table_in(bytes).unwrap();
            assert_eq!(back.names, frame(rows).names);
            assert_eq!(names_in(bytes_of(&frame(rows)).unwrap()).unwrap(), back.names);
            assert_eq!(back, frame(rows));
        }
        let mut missing = frame(2);
        missing.columns[2] = Cells::Numbers(vec![f64::NAN, 0.1 + 0.2]);
        let back = table_in(bytes_of(&missing).unwrap()).unwrap();
        assert!(back.columns[2].number(0).is_nan() && back.columns[2].number(1) == 0.1 + 0.2);
    }

    #[test]
    fn bytes_that_are_no_table_are_refused() {
        let bytes = bytes_of(&frame(10)).unwrap();
        assert!(table_in(bytes[..bytes.len() - 3].to_vec()).is_err() && table_in(Vec::new()).is_err());
    }
}
